// enrolment_test - enrolling, renewing and fetching a bundle at a real EST server, and the name of everything that
// fails.
#include "kiosk/device/enrolment/enrolment.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/round.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "tests/device/place.hpp"
#include "tests/sandbox/est.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using sandbox::EstFault;
using sandbox::EstServer;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Place;
using ::testing::StartsWith;

/// No patient is here.
std::optional<VisitGate> nobody() {
    return VisitGate::close_for_patients("/nowhere");
}

constexpr const char* kCode = "one-time-code";
constexpr long kDay = 86400;

class EnrolmentTest : public ::testing::Test {
protected:
    EnrolmentTest() {
        clock_.set_wall(drivers::SystemClock().wall());
        server_.add_claim(kCode);
    }
    [[nodiscard]] Claim claim() const {
        return {server_.url(), kCode, pin_of_pem(server_.authority_pem()).value(), "northside", "Kiosk 7", "Lobby", ""};
    }
    [[nodiscard]] Enrolment enrolment(const char* device = "k1") const {
        KeyPlaces places{.state = place_ / "state"};
        places.machine = place_ / "machine";
        return {std::move(places), device, clock_};
    }
    void has_uuid(const std::string& uuid) const {
        fs::create_directories(place_ / "machine/sys/class/dmi/id");
        place_.write("machine/sys/class/dmi/id/product_uuid", uuid);
    }
    void must_enrol() {
        const Outcome outcome = enrolment().enrol(claim());
        ASSERT_EQ(outcome.standing, EnrolmentStanding::Enrolled) << outcome.detail;
    }
    void expect(const Outcome& outcome, EnrolmentStanding standing, const std::string& detail = {}) const {
        EXPECT_EQ(name_of(outcome.standing), name_of(standing)) << outcome.detail;
        EXPECT_THAT(outcome.detail, HasSubstr(detail));
        EXPECT_THAT(outcome.detail, Not(HasSubstr(kCode)));
    }
    [[nodiscard]] std::string bundle(int serial, const std::string& site = "northside") const {
        Manifest manifest;
        manifest.site = site;
        manifest.serial = serial;
        const auto [certificate, key] = server_.signer();
        const std::string tar =
            make_bundle(manifest, {{"vestibule.toml", fmt::format("[facility]\nname = \"No {}\"\n", serial)}}).value();
        return sign_cms(tar, certificate, key).value();
    }
    [[nodiscard]] std::string state_key() const {
        const std::string pair = state("device.pem");
        return pair.substr(0, pair.find("-----BEGIN CERTIFICATE"));
    }
    [[nodiscard]] std::string state(const std::string& name) const { return place_.read("state/" + name); }

    EstServer server_;
    const Place place_;
    drivers::SimulatedClock clock_;
};

TEST_F(EnrolmentTest, AClaimBecomesACertificate) {
    expect(enrolment().standing(), EnrolmentStanding::NotEnrolled);
    must_enrol();
    EXPECT_EQ(server_.last_subject(), "description=Kiosk 7,L=Lobby,OU=northside,CN=k1");
    EXPECT_EQ(fs::status(place_ / "state/device.pem").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    const auto record = enrolment().record();
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(record->name, "Kiosk 7");
    EXPECT_EQ(record->place, "Lobby");
    EXPECT_THAT(state("enrolment.toml"), Not(HasSubstr(kCode))) << "it was good once, and is not kept";
    expect(enrolment().enrol(claim()), EnrolmentStanding::ClaimRefused, "answered 401");
    expect(enrolment().standing(), EnrolmentStanding::Enrolled);
}

TEST_F(EnrolmentTest, ApprovalByAPersonIsWaitedForWithTheSameKey) {
    server_.answer_202_first(2);
    Outcome outcome = enrolment().enrol(claim());
    expect(outcome, EnrolmentStanding::Pending);
    EXPECT_EQ(outcome.ask_again, std::chrono::seconds(30));
    const std::string key = state("device.next");
    expect(enrolment().enrol(claim()), EnrolmentStanding::Pending);
    must_enrol();
    EXPECT_THAT(state("device.pem"), StartsWith(key));
    EXPECT_FALSE(fs::exists(place_ / "state/device.next")) << "the next certificate has a key of its own";
}

TEST_F(EnrolmentTest, WrongCodesAreRefused) {
    Claim wrong = claim();
    wrong.code = "another-code";
    expect(enrolment().enrol(wrong), EnrolmentStanding::ClaimRefused);
    expect(enrolment().standing(), EnrolmentStanding::NotEnrolled);
}

TEST_F(EnrolmentTest, OnlyTheCaOfThePinIsBelieved) {
    Claim wrong = claim();
    wrong.pin[0] = wrong.pin[0] == '0' ? '1' : '0';
    expect(enrolment().enrol(wrong), EnrolmentStanding::Intercepted, "issued by CN=Northside Facility CA");
    EXPECT_EQ(server_.enrolled(), 0);
    // Somebody between who has a certificate of their own for the same name.
    const EstServer between;
    wrong = claim();
    wrong.url = between.url();
    expect(enrolment().enrol(wrong), EnrolmentStanding::Intercepted, "issued by");
    // A server that does not send its CA cannot be believed by a pin.
    EstServer silent(false);
    wrong = claim();
    wrong.url = silent.url();
    wrong.pin = pin_of_pem(silent.authority_pem()).value();
    expect(enrolment().enrol(wrong), EnrolmentStanding::Intercepted, "issued by");
}

TEST_F(EnrolmentTest, TheNetworksOwnCaIsBelievedWhereTheClaimNamesItAndNowhereElse) {
    EstServer inside(true, true);
    inside.add_claim(kCode);
    Claim wanted = claim();
    wanted.url = inside.url();
    wanted.pin = pin_of_pem(inside.authority_pem()).value();
    expect(enrolment().enrol(wanted), EnrolmentStanding::Intercepted, "issued by CN=Other CA");
    wanted.infrastructure = wanted.pin;
    expect(enrolment().enrol(wanted), EnrolmentStanding::Intercepted, "issued by CN=Other CA");
    wanted.infrastructure = pin_of_pem(inside.other_pem()).value();
    inside.fail(EstFault::OtherCacerts);
    expect(enrolment().enrol(wanted), EnrolmentStanding::Trouble, "not those that the claim names");
    EXPECT_EQ(inside.enrolled(), 0) << "who certifies a server is not who certifies kiosks";
    inside.fail(EstFault::None);
    expect(enrolment().enrol(wanted), EnrolmentStanding::Enrolled);
    EXPECT_EQ(enrolment().record()->infrastructure, wanted.infrastructure);
    // Renewal and the site's configuration go the same way; the facility's own CA is believed there as before.
    const auto pulled = enrolment().pull(nobody);
    EXPECT_EQ(name_of(pulled.outcome.standing), name_of(EnrolmentStanding::Trouble));
    EXPECT_THAT(pulled.outcome.detail, HasSubstr("404")) << "it was believed and has no bundle";
    EXPECT_THAT(state("enrolment-ca.pem"), Not(HasSubstr(inside.other_pem()))) << "it signs no bundles";
    clock_.advance(std::chrono::days(61));
    expect(enrolment().standing(), EnrolmentStanding::RenewalDue);
    inside.issue_for_seconds(180 * kDay);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(inside.renewed(), 1);
}

TEST_F(EnrolmentTest, AnotherHostsNameIsNotBelieved) {
    Claim wrong = claim();
    wrong.url = "https://127.0.0.1" + server_.url().substr(server_.url().rfind(':'));
    expect(enrolment().enrol(wrong), EnrolmentStanding::Trouble, "another host");
}

TEST_F(EnrolmentTest, WhatTheServerGetsWrongIsNamedAndKeepsNothing) {
    const std::vector<std::pair<EstFault, std::string>> faults{
        {EstFault::ServerError, "answered 500"},
        {EstFault::Rubbish, "not base64"},
        {EstFault::OtherCacerts, "not those that the claim names"},
        {EstFault::OtherKey, "no certificate for this kiosk's key"},
        {EstFault::OtherAuthority, "the facility's CA did not issue"},
        {EstFault::MakesAuthority, "makes this kiosk a CA"},
        {EstFault::WantsRsa, "an RSA key"},
    };
    for (const auto& [fault, why] : faults) {
        server_.add_claim(kCode);
        server_.fail(fault);
        expect(enrolment().enrol(claim()), EnrolmentStanding::Trouble, why);
        EXPECT_FALSE(fs::exists(place_ / "state/device.crt")) << why;
    }
    server_.fail(EstFault::None);
    server_.add_claim(kCode);
    must_enrol();
}

TEST_F(EnrolmentTest, AClockThatWasNeverSetIsSaidBeforeAnythingIsSent) {
    clock_.set_wall(drivers::WallTime{});
    expect(enrolment().enrol(claim()), EnrolmentStanding::WrongClock);
    EXPECT_EQ(server_.enrolled(), 0);
    clock_.set_wall(drivers::SystemClock().wall());
    must_enrol();
    clock_.set_wall(clock_.wall() - std::chrono::days(365));
    expect(enrolment().standing(), EnrolmentStanding::WrongClock);
    expect(enrolment().renew(), EnrolmentStanding::WrongClock);
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::WrongClock);
}

TEST_F(EnrolmentTest, RenewsAtTwoThirdsOfItsLifeWithANewKey) {
    server_.issue_for_seconds(90 * kDay);
    must_enrol();
    const std::string first = state("device.crt"), key = state_key();
    clock_.advance(std::chrono::days(59));
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(server_.renewed(), 0) << "not due yet";
    clock_.advance(std::chrono::hours(25));
    expect(enrolment().standing(), EnrolmentStanding::RenewalDue);
    server_.issue_for_seconds(180 * kDay);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_EQ(server_.renewed(), 1);
    EXPECT_EQ(server_.last_subject(), "description=Kiosk 7,L=Lobby,OU=northside,CN=k1");
    EXPECT_NE(state("device.crt"), first);
    EXPECT_NE(state_key(), key);
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Trouble, "answered 404");  // the new pair is believed
}

TEST_F(EnrolmentTest, AKioskOfAnOlderVersionIsTakenOver) {
    must_enrol();
    // Key and certificate in files of their own, as they were.
    place_.write("state/device.key", state_key());
    fs::remove(place_ / "state/device.pem");
    expect(enrolment().standing(), EnrolmentStanding::Enrolled);
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Trouble, "answered 404");
    clock_.advance(std::chrono::days(61));
    server_.issue_for_seconds(180 * kDay);
    expect(enrolment().renew(), EnrolmentStanding::Enrolled);
    EXPECT_FALSE(fs::exists(place_ / "state/device.key"));
    EXPECT_EQ(enrolment().key_keeper(), KeyKeeper::File);
}

TEST_F(EnrolmentTest, ARenewalThatFailsLeavesTheOldCertificate) {
    must_enrol();
    clock_.advance(std::chrono::days(61));
    const std::string first = state("device.crt");
    for (const EstFault fault : {EstFault::ServerError, EstFault::OtherKey, EstFault::OtherAuthority}) {
        server_.fail(fault);
        expect(enrolment().renew(), EnrolmentStanding::Trouble);
        EXPECT_EQ(state("device.crt"), first);
    }
    clock_.advance(std::chrono::days(30));
    expect(enrolment().standing(), EnrolmentStanding::Expired);
    expect(enrolment().renew(), EnrolmentStanding::Expired);
}

TEST_F(EnrolmentTest, ARevokedKioskIsToldSo) {
    must_enrol();
    server_.revoke_all();
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Revoked, "is revoked");
    clock_.advance(std::chrono::days(61));
    expect(enrolment().renew(), EnrolmentStanding::Revoked, "is revoked");
}

TEST_F(EnrolmentTest, AServerMayAlsoSayItInHttp) {
    must_enrol();
    server_.fail(EstFault::Forbidden);
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Revoked, "answered 403");
    clock_.advance(std::chrono::days(61));
    expect(enrolment().renew(), EnrolmentStanding::Revoked, "answered 403");
}

TEST_F(EnrolmentTest, ARevokedMachineStaysSoWithAFreshStateFolderAndAFreshClaim) {
    has_uuid("4C4C4544-0042-3510-8052-B4C04F4A5132\n");
    must_enrol();
    EXPECT_THAT(server_.last_subject(), HasSubstr("serialNumber="));
    EXPECT_THAT(server_.last_subject(), Not(HasSubstr("3510"))) << "what the maker wrote is not told";
    server_.revoke_all();
    fs::remove_all(place_ / "state");  // as an image that is written anew
    server_.add_claim("a-fresh-code");
    Claim fresh = claim();
    fresh.code = "a-fresh-code";
    const auto enrolled = server_.enrolled();
    const Outcome outcome = enrolment("another-id").enrol(fresh);
    expect(outcome, EnrolmentStanding::Revoked, "answered 403");
    EXPECT_EQ(server_.enrolled(), enrolled);
    expect(enrolment("another-id").standing(), EnrolmentStanding::NotEnrolled);
    EXPECT_FALSE(fs::exists(place_ / "state/device.crt"));
    EXPECT_FALSE(fs::exists(place_ / "state/enrolment.toml"));
    // Another machine is none of this one's business.
    has_uuid("4C4C4544-0042-3510-8052-B4C04F4A5133\n");
    expect(enrolment("another-id").enrol(fresh), EnrolmentStanding::Enrolled);
}

TEST_F(EnrolmentTest, ARoundRenewsAndPullsAndLeavesABusyServerAlone) {
    Enrolment kiosk = enrolment();
    const auto round = [&] {
        return enrolment_round(kiosk, {.state_folder = place_ / "state",
                                       .clock = &clock_,
                                       .random = [] { return 0.5; },
                                       .keep_patients_out = nobody});
    };
    must_enrol();
    server_.serve_bundle(bundle(7), "\"7\"");
    EnrolmentRound one = round();
    EXPECT_TRUE(one.asked);
    EXPECT_EQ(one.serial, 7);
    EXPECT_EQ(one.waits.count(), 0) << "it may be asked with the next round";
    clock_.advance(std::chrono::days(61));
    server_.fail(EstFault::Busy);
    one = round();
    EXPECT_TRUE(one.asked);
    expect(one.renewed, EnrolmentStanding::Trouble, "answered 503");
    expect(one.pulled, EnrolmentStanding::Trouble, "answered 503");  // asked whatever came of the other
    EXPECT_GE(one.waits.count(), sandbox::kBusy_s) << "as long as it asked for";
    server_.fail(EstFault::None);
    clock_.advance(std::chrono::seconds(sandbox::kBusy_s - 1));
    EXPECT_FALSE(round().asked);
    clock_.advance(std::chrono::seconds(1));
    EXPECT_TRUE(round().asked);
    EXPECT_EQ(server_.renewed(), 1);
    // One that does not say until when is left alone for longer each time.
    server_.fail(EstFault::ServerError);
    std::chrono::seconds before{0};
    for (int times = 0; times < 4; ++times) {
        one = round();
        EXPECT_GT(one.waits, before);
        clock_.advance(before = one.waits);
    }
}

TEST(EnrolmentOffline, IsNamed) {
    const Place place;
    drivers::SimulatedClock clock;
    std::string url;
    {
        const EstServer gone;
        url = gone.url();
    }
    Enrolment enrolment(place / "state", "k1", clock);
    const Outcome outcome = enrolment.enrol({url, kCode, std::string(64, 'a'), "northside", "", "", ""});
    EXPECT_EQ(outcome.standing, EnrolmentStanding::Offline) << outcome.detail;
}

TEST_F(EnrolmentTest, TheSitesBundleIsFetchedOnce) {
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::NotEnrolled);
    must_enrol();
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Trouble, "answered 404");
    server_.serve_bundle(bundle(3), "\"three\"");
    auto pulled = enrolment().pull(nobody);
    expect(pulled.outcome, EnrolmentStanding::Enrolled);
    EXPECT_EQ(pulled.serial, 3);
    EXPECT_EQ(current_site(place_ / "state").value()->manifest.serial, 3);
    pulled = enrolment().pull(nobody);
    expect(pulled.outcome, EnrolmentStanding::Enrolled);
    EXPECT_FALSE(pulled.serial.has_value());
    EXPECT_EQ(server_.bundles_sent(), 1) << "304 after that";
    server_.serve_bundle(bundle(4), "\"four\"");
    EXPECT_EQ(enrolment().pull(nobody).serial, 4);
    fs::remove(place_ / "state/bundle-etag");  // a power cut between the bundle and its ETag
    pulled = enrolment().pull(nobody);
    expect(pulled.outcome, EnrolmentStanding::Enrolled);
    EXPECT_FALSE(pulled.serial.has_value());
}

TEST_F(EnrolmentTest, ABundleWaitsForAPatientWhoIsThere) {
    must_enrol();
    server_.serve_bundle(bundle(3), "\"three\"");
    const auto pulled = enrolment().pull([] { return std::optional<VisitGate>(); });
    expect(pulled.outcome, EnrolmentStanding::Enrolled, "a patient is being served");
    EXPECT_FALSE(pulled.serial.has_value());
    EXPECT_EQ(enrolment().pull(nobody).serial, 3) << "it is fetched again";
}

TEST_F(EnrolmentTest, ABundleThatIsRefusedLeavesTheOneInUse) {
    must_enrol();
    server_.serve_bundle(bundle(3), "\"three\"");
    EXPECT_EQ(enrolment().pull(nobody).serial, 3);
    server_.serve_bundle(bundle(4, "southside"), "\"four\"");
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Trouble, "E123");
    server_.serve_bundle("rubbish", "\"five\"");
    expect(enrolment().pull(nobody).outcome, EnrolmentStanding::Trouble, "E121");
    EXPECT_EQ(current_site(place_ / "state").value()->manifest.serial, 3);
}

}  // namespace
}  // namespace vestibule::device
