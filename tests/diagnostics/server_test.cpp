// server_test - what is told of servers: good, inspected, expired, silent, gone; of portals, proxies and clocks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/diagnostics/network.hpp"
#include "tests/diagnostics/tree.hpp"
#include "tests/net/server.hpp"
#include "tests/sandbox/est.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using net::testing::Authority;
using net::testing::Server;
using ::testing::HasSubstr;
using testing::Tree;

const drivers::SystemClock kClock;

net::testing::Act dated(const std::string& date) {
    return {net::testing::http(404, "", "Date: " + date + "\r\n")};
}

class Servers : public ::testing::Test {
protected:
    Servers() { authority.write(directory.file("ca.pem")); }
    net::Trust trust() {
        return {.ca_file = directory.file("ca.pem"), .client_certificate = {}, .client_key = {}, .proxy = {}};
    }
    static std::string at(const Server& server) { return "localhost:" + std::to_string(server.port()); }

    net::testing::Directory directory;
    Authority authority;
};

TEST_F(Servers, TrustedOneTellsIssuerExpiryAndDate) {
    const Server server(authority.sign("DNS:localhost"),
                        [](const auto&) { return dated("Tue, 24 Nov 2026 15:00:00 GMT"); });
    const auto sight = net::look_at(at(server), trust(), 3s);
    ASSERT_TRUE(sight) << sight.error().sentence();
    EXPECT_TRUE(sight->trusted) << sight->problem;
    EXPECT_THAT(sight->issuer, HasSubstr("Test CA"));
    EXPECT_FALSE(sight->public_root);
    EXPECT_EQ(sight->status, 404);
    EXPECT_EQ(sight->date, std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 15h);
    EXPECT_GT(sight->good_until, kClock.wall());
}

TEST_F(Servers, InspectedOneIsNamedWithItsIssuerAndHearsNothing) {
    const Authority inspector;  // not in the kiosk's ca_file
    Server server(inspector.sign("DNS:localhost"), [](const auto&) { return dated("Tue, 24 Nov 2026 15:00:00 GMT"); });
    const auto sight = net::look_at(at(server), trust(), 3s);
    ASSERT_TRUE(sight) << sight.error().sentence();
    EXPECT_FALSE(sight->trusted);
    EXPECT_FALSE(sight->date) << "the time of a server that is not trusted is nobody's";
    EXPECT_EQ(server.requests(), 0) << "an untrusted server is sent nothing";
    const Finding finding = judge_server(*sight, true, kClock.wall());
    EXPECT_EQ(finding.verdict, Verdict::Fail);
    EXPECT_THAT(finding.value, HasSubstr("Test CA"));
    EXPECT_THAT(finding.hint, HasSubstr("inspection"));
}

TEST_F(Servers, ExpiredAndWronglyNamedOnesAreNotTrusted) {
    const Server expired(authority.sign("DNS:localhost", -7200, -60), [](const auto&) { return dated("x"); });
    const auto old = net::look_at(at(expired), trust(), 3s);
    ASSERT_TRUE(old);
    EXPECT_FALSE(old->trusted);
    EXPECT_THAT(old->problem, HasSubstr("expired"));
    const Server other(authority.sign("DNS:somewhere.example"), [](const auto&) { return dated("x"); });
    const auto wrong = net::look_at(at(other), trust(), 3s);
    ASSERT_TRUE(wrong);
    EXPECT_FALSE(wrong->trusted);
    EXPECT_THAT(wrong->problem, HasSubstr("ostname"));
}

TEST_F(Servers, ProviderThatOnlyTheSitesAuthorityVouchesForIsAWarning) {
    net::ServerSight sight;
    sight.trusted = true;
    sight.issuer = "Clinic Inspection CA";
    sight.good_until = kClock.wall() + 24h * 90;
    EXPECT_EQ(judge_server(sight, true, kClock.wall()).verdict, Verdict::Warn);
    EXPECT_EQ(judge_server(sight, false, kClock.wall()).verdict, Verdict::Pass) << "the facility's own relay";
    sight.public_root = true;
    EXPECT_EQ(judge_server(sight, true, kClock.wall()).verdict, Verdict::Pass);
    sight.good_until = kClock.wall() + 24h * 3;
    EXPECT_EQ(judge_server(sight, true, kClock.wall()).verdict, Verdict::Warn) << "it ends in three days";
}

TEST_F(Servers, NobodyThereAndNoTls) {
    EXPECT_EQ(net::look_at("localhost:1", trust(), 1s).error().code, ErrorCode::NotReachable);
    EXPECT_EQ(net::look_at("nowhere.invalid:443", trust(), 1s).error().code, ErrorCode::NameNotResolved);
    Server old(authority.sign("DNS:localhost"), [](const auto&) { return dated("x"); },
               {.highest_tls = TLS1_1_VERSION});
    EXPECT_EQ(net::look_at(at(old), trust(), 2s).error().code, ErrorCode::NotTrusted);
}

TEST_F(Servers, OfTheFacilityAreLookedAtWithItsOwnAuthorityAndALogServerIsAskedNothing) {
    const auto answer = [](const auto&) { return dated("Tue, 24 Nov 2026 15:00:00 GMT"); };
    const auto pair = authority.sign("DNS:localhost", -3600, 90L * 86'400);
    const Server updates(pair, answer), metrics(pair, answer), logs(pair, answer);
    const Tree tree;
    Bench bench = tree.bench(kClock);
    bench.config.fleet_ca_file = directory.file("ca.pem");
    bench.config.updates = "https://" + at(updates) + "/TENANT";
    bench.config.metrics = "https://" + at(metrics);
    bench.config.syslog = at(logs);
    for (const Server* one : {&updates, &metrics, &logs}) {
        const Finding finding = testing::finding_of(bench, "network.tls." + at(*one));
        EXPECT_EQ(finding.verdict, Verdict::Pass) << finding.value;
        EXPECT_THAT(finding.value, HasSubstr("Test CA"));
        EXPECT_EQ(testing::finding_of(bench, "network.name." + at(*one)).verdict, Verdict::Pass);
    }
    EXPECT_EQ(updates.requests(), 1);
    EXPECT_EQ(logs.requests(), 0) << "it would keep whatever it is asked";
    EXPECT_EQ(hosts_of(bench), (std::vector<std::string>{at(updates), at(metrics), at(logs)}));
    bench.config.metrics = bench.config.updates;
    EXPECT_EQ(hosts_of(bench).size(), 2U) << "each once";
    bench.config.fleet_ca_file.clear();
    EXPECT_EQ(testing::finding_of(bench, "network.tls." + at(updates)).verdict, Verdict::Fail);
    // With servers of a profile they come after them: the clock is held to a provider's.
    identity::Profile provider;
    provider.id = "x", provider.discovery_url = "https://provider.example/discovery";
    bench.providers.push_back(provider);
    EXPECT_EQ(hosts_of(bench).front(), "provider.example:443");
}

TEST_F(Servers, OfTheEnrolmentIsLookedAtAsTheKioskBelievesIt) {
    sandbox::EstServer inside(true, true);  // its certificate is of a CA that the claim names beside the facility's
    inside.add_claim("one-time-code");
    const Tree tree;
    const Bench bench = tree.bench(kClock);
    EXPECT_TRUE(hosts_of(bench).empty());
    device::Claim claim{inside.url(), "one-time-code", "", "northside", "Kiosk 7", "Lobby", ""};
    claim.pin = device::pin_of_pem(inside.authority_pem()).value();
    claim.infrastructure = device::pin_of_pem(inside.other_pem()).value();
    const auto enrolled = device::Enrolment(tree.beside("state"), "k1", kClock).enrol(claim);
    ASSERT_EQ(enrolled.standing, device::EnrolmentStanding::Enrolled) << enrolled.detail;
    ASSERT_EQ(hosts_of(bench).size(), 1U);
    const Finding finding = testing::finding_of(bench, "network.tls." + hosts_of(bench).front());
    EXPECT_NE(finding.verdict, Verdict::Fail) << finding.value;  // it is good for a day only
    EXPECT_THAT(finding.value, HasSubstr("Other CA"));
}

TEST_F(Servers, ProxyThatRefusesIsTold) {
    net::Trust through = trust();
    through.proxy = "http://localhost:1";
    const auto gone = net::look_at("localhost:443", through, 1s);
    ASSERT_FALSE(gone);
    EXPECT_THAT(gone.error().context, HasSubstr("the proxy"));
    through.proxy = "socks5://localhost:1";
    EXPECT_EQ(net::look_at("localhost:443", through, 1s).error().code, ErrorCode::BadOption);
}

TEST_F(Servers, ANameThatIsNotKnownAndAClockThatIsOffAreTold) {
    const auto now = [](int off_s) {
        const std::time_t time = std::time(nullptr) + off_s;
        char text[64];
        std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&time));
        return std::string(text);
    };
    std::atomic<int> off_s{0};
    const Server server(authority.sign("DNS:localhost"), [&](const auto&) { return dated(now(off_s)); });
    const Tree tree;
    Bench bench = tree.bench(kClock);
    bench.config.ca_file = directory.file("ca.pem");
    identity::Profile provider;
    provider.id = "x", provider.discovery_url = "https://" + at(server) + "/";
    bench.providers.push_back(provider);
    EXPECT_EQ(testing::finding_of(bench, "network.clock").verdict, Verdict::Pass);
    for (const int off : {120, -120}) {
        off_s = off;
        const Finding clock = testing::finding_of(bench, "network.clock");
        EXPECT_EQ(clock.verdict, Verdict::Fail) << clock.value;
        EXPECT_THAT(clock.hint, HasSubstr("Set the clock"));
    }
    bench.config.ca_file.clear();
    EXPECT_EQ(testing::finding_of(bench, "network.clock").verdict, Verdict::Inconclusive) << "nobody's time";
    EXPECT_EQ(testing::finding_of(bench, "network.name." + at(server)).verdict, Verdict::Pass);
    bench.providers.front().discovery_url = "https://nowhere.invalid/";
    const Finding name = testing::finding_of(bench, "network.name.nowhere.invalid:443");
    EXPECT_EQ(name.verdict, Verdict::Fail) << name.value;
    EXPECT_THAT(name.hint, HasSubstr("DNS"));
    EXPECT_EQ(testing::finding_of(bench, "network.clock").verdict, Verdict::Inconclusive);
}

TEST(Dates, OfServersAreReadStrictly) {
    EXPECT_EQ(net::read_http_date("Thu, 01 Jan 1970 00:00:10 GMT"), std::chrono::sys_seconds(10s));
    EXPECT_FALSE(net::read_http_date("Thu, 01 Jan 1970 00:00:10"));
    EXPECT_FALSE(net::read_http_date(""));
    EXPECT_FALSE(net::read_http_date("yesterday"));
}

TEST(Certificates, OfThisKiosk) {
    Tree tree;
    Bench bench = tree.bench(kClock);
    const Authority authority;
    constexpr long kDay = 86'400;
    const auto device = [&](long seconds, long before = 10) {
        const std::string file = tree.beside("device.pem");
        net::testing::write_pem(authority.sign("DNS:kiosk", -before, seconds), file);
        bench.config.client_certificate = bench.config.client_key = file;
        return testing::finding_of(bench, "certificate.device");
    };
    EXPECT_EQ(device(90 * kDay).verdict, Verdict::Pass);
    EXPECT_EQ(device(-5).verdict, Verdict::Fail);
    // One third of its life, whichever that is: by then it should have renewed itself.
    EXPECT_EQ(device(31 * kDay, 59 * kDay).verdict, Verdict::Pass);
    EXPECT_EQ(device(29 * kDay, 61 * kDay).verdict, Verdict::Warn);
    EXPECT_EQ(device(11 * kDay, 19 * kDay).verdict, Verdict::Pass) << "a life of a month";
    EXPECT_EQ(device(9 * kDay, 21 * kDay).verdict, Verdict::Warn);
    const Finding late = device(100 * kDay, 265 * kDay);
    EXPECT_EQ(late.verdict, Verdict::Warn) << "a life of a year";
    EXPECT_THAT(late.limit, HasSubstr(">= 121 days"));
    EXPECT_THAT(late.hint, HasSubstr("enroll renew"));
    device(90 * kDay);
    net::testing::write_pem(authority.sign("DNS:other"), tree.beside("other.pem"));
    bench.config.client_key = tree.beside("other.pem");
    EXPECT_THAT(testing::finding_of(bench, "certificate.device").value, HasSubstr("not this certificate's"));
    std::filesystem::permissions(tree.beside("other.pem"), std::filesystem::perms(0644));
    EXPECT_EQ(testing::finding_of(bench, "certificate.key").verdict, Verdict::Fail) << "everybody may read it";
    std::filesystem::permissions(tree.beside("other.pem"), std::filesystem::perms(0600));
    EXPECT_EQ(testing::finding_of(bench, "certificate.key").verdict, Verdict::Pass);
    bench.config.client_certificate = tree.beside("missing.pem");
    EXPECT_EQ(testing::finding_of(bench, "certificate.device").verdict, Verdict::Fail);
    bench.config.ca_file = tree.beside("ca.pem");
    authority.write(bench.config.ca_file);
    EXPECT_EQ(testing::finding_of(bench, "certificate.authorities").verdict, Verdict::Warn) << "it ends within hours";
}

}  // namespace
}  // namespace vestibule::diagnostics
