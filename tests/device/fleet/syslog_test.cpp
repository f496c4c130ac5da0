// syslog_test - the form of the messages, and their way to a log server that is away, cuts, lies, or is rsyslog itself.
#include "kiosk/device/fleet/syslog.hpp"

#include <fmt/format.h>

#include <csignal>
#include "kiosk/device/fleet/log_shipping.hpp"
#include "tests/device/fleet/kit.hpp"
#include "tests/device/fleet/rsyslog.hpp"
#include "tests/device/fleet/sink.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::kForm;
using testing::Kiosk;
using testing::one_to;
using testing::Rsyslog;
using testing::Say;
using testing::Sink;

TEST(Syslog, EveryEventOfTheCatalogHasTheFormOfRfc5424) {
    for (const journal::EventInfo& event : journal::catalog()) {
        for (const bool highest : {false, true}) {
            journal::Entry entry{
                .seq = 7, .hour = 494'000, .event = event.id, .version = 1'000, .build = 5, .fields = {}};
            for (const journal::Field& field : event.fields) {
                const auto& only = field.kind->only;
                entry.fields.push_back(!only.empty() ? (highest ? only.back() : only.front())
                                       : highest     ? field.kind->highest
                                                     : field.kind->lowest);
            }
            const std::string message = syslog_message(entry, {"0123456789abcdef", std::string(32, 'a')});
            EXPECT_TRUE(std::regex_match(message, kForm)) << message;
            EXPECT_LE(message.size(), 2048U) << "RFC 5424, 6.1: every receiver takes that";
            EXPECT_THAT(message, HasSubstr(fmt::format(" {} [", event.name)));
            EXPECT_EQ(message.starts_with("<131>"), event.disposition == "failure");
        }
    }
}

TEST(Syslog, WhatANewerProgramWroteGoesOutAsNumbers) {
    const journal::Entry entry{.seq = 7, .hour = 494'000, .event = 999, .version = 1'000, .build = 5, .fields = {3}};
    EXPECT_THAT(syslog_message(entry, {"k\"1 ]\n", "s"}), HasSubstr(" k\"1_]_ vestibule - unknown_event ["));
    EXPECT_THAT(syslog_message(entry, {"", "s"}), HasSubstr("Z - vestibule"));
    EXPECT_THAT(syslog_message(entry, {"k", "s"}), HasSubstr(" event=\"999\" f1=\"3\""));
    EXPECT_THAT(syslog_message(entry, {"k", "s", 4711}), HasSubstr(" [vestibule@4711 seq=\"7\""));
    EXPECT_EQ(framed("abc"), "3 abc");
}

/// The numbers of the entries in frames that came; anything that is no whole frame ends them.
std::multiset<int> numbers_in(std::string_view frames) {
    std::multiset<int> numbers;
    while (!frames.empty()) {
        const std::size_t space = frames.find(' ');
        if (space == std::string_view::npos) break;
        const std::size_t size = std::stoul(std::string(frames.substr(0, space)));
        if (frames.size() < space + 1 + size) break;
        const std::string message(frames.substr(space + 1, size));
        EXPECT_TRUE(std::regex_match(message, kForm)) << message;
        const std::size_t at = message.find("seq=\"") + 5;
        numbers.insert(std::stoi(message.substr(at, message.find('"', at) - at)));
        frames.remove_prefix(space + 1 + size);
    }
    return numbers;
}

class Shipping : public Kiosk {
protected:
    [[nodiscard]] LogShipping order(const std::string& port) const {
        return {.state_folder = state(),
                .clock = &clock_,
                .to = {"localhost", port},
                .trust = {.ca_file = place_ / "ca.pem",
                          .client_certificate = place_ / "kiosk.pem",
                          .client_key = place_ / "kiosk.pem",
                          .clock = &clock_},
                .device = "k1",
                .patience = std::chrono::milliseconds(5'000)};
    }
    void expect_failure(const LogShipping& order, ErrorCode code, const std::string& words) const {
        const auto shipped = ship_journal(order);
        ASSERT_FALSE(shipped.ok());
        EXPECT_EQ(shipped.error().code, code) << shipped.error().sentence();
        EXPECT_THAT(shipped.error().context, HasSubstr(words));
        EXPECT_EQ(place_.read("state/syslog-position"), "");
    }
    void write_ten() {
        write({a_visit(), a_visit(), a_visit(), a_visit(), a_visit(), a_visit(), a_visit(), a_visit(), a_visit()});
    }
    [[nodiscard]] net::testing::Signed server() const { return authority_.sign("DNS:localhost"); }
};

TEST_F(Shipping, SendsEachEntryOnceItsHourIsOverAndGoesOnThere) {
    Sink sink(server(), place_ / "ca.pem");
    write_ten();
    auto shipped = ship_journal(order(sink.port()));
    ASSERT_TRUE(shipped.ok()) << shipped.error().sentence();
    EXPECT_EQ(shipped->sent, 0);
    EXPECT_EQ(shipped->waiting, 10);
    EXPECT_EQ(sink.connections(), 0) << "no message may tell more than its hour";
    next_hour();
    LogShipping small = order(sink.port());
    small.batch = 4;
    shipped = ship_journal(small);
    ASSERT_TRUE(shipped.ok()) << shipped.error().sentence();
    EXPECT_EQ(shipped->sent, 10);
    EXPECT_EQ(sink.connections(), 3);
    EXPECT_EQ(numbers_in(sink.taken()), one_to(10));
    write({Say::started()});
    next_hour();
    ASSERT_TRUE(ship_journal(small).ok());
    EXPECT_EQ(numbers_in(sink.taken()), one_to(11)) << "nothing twice after a new start";
}

TEST_F(Shipping, ACutAtAnyByteLosesNothing) {
    Sink sink(server(), place_ / "ca.pem");
    write_ten();
    next_hour();
    for (const long bytes : {1L, 3L, 100L, 230L, 512L, 1500L}) {
        sink.cut_after(bytes);
        expect_failure(order(sink.port()), ErrorCode::NotReachable, "the connection was cut");
    }
    sink.cut_after(-1);
    const std::string before = sink.taken();
    ASSERT_TRUE(ship_journal(order(sink.port())).ok());
    EXPECT_EQ(numbers_in(sink.taken().substr(before.size())), one_to(10)) << "all of them, once more";
}

TEST_F(Shipping, AServerThatLeavesWithoutAWordAfterReadingCountsAsHavingRead) {
    Sink sink(server(), place_ / "ca.pem");
    sink.leave_rudely(true);
    write_ten();
    next_hour();
    const auto shipped = ship_journal(order(sink.port()));
    ASSERT_TRUE(shipped.ok()) << shipped.error().sentence();
    EXPECT_EQ(numbers_in(sink.taken()), one_to(10));
}

TEST_F(Shipping, ServersThatAreNotTheSitesHearNothing) {
    write_ten();
    next_hour();
    const net::testing::Authority stranger;
    stranger.write(place_ / "stranger.pem");
    net::testing::write_pem(stranger.sign("DNS:kiosk"), place_ / "other.pem");
    Sink sink(server(), place_ / "ca.pem");
    LogShipping wrong = order(sink.port());
    wrong.trust.ca_file = place_ / "stranger.pem";
    expect_failure(wrong, ErrorCode::NotTrusted, "certificate");
    wrong = order(sink.port());
    wrong.to.host = "127.0.0.1";
    expect_failure(wrong, ErrorCode::NotTrusted, "mismatch");
    wrong = order(sink.port());
    wrong.trust.client_certificate = wrong.trust.client_key = place_ / "other.pem";
    // With TLS 1.3 the refusal comes when we speak already; a server that hangs up at once takes its reason along.
    const auto refused = ship_journal(wrong);
    ASSERT_FALSE(refused.ok());
    EXPECT_THAT(refused.error().context, ::testing::AnyOf(HasSubstr("it ended TLS"), HasSubstr("was cut")));
    EXPECT_EQ(place_.read("state/syslog-position"), "");
    wrong.trust.client_certificate = place_ / "missing.pem";
    expect_failure(wrong, ErrorCode::NotTrusted, "missing.pem");
    EXPECT_EQ(sink.taken(), "");
}

TEST_F(Shipping, BeforeTheClockIsSetNothingIsSaid) {
    Sink sink(server(), place_ / "ca.pem");
    write_ten();
    clock_.set_wall(drivers::WallTime{});
    expect_failure(order(sink.port()), ErrorCode::ClockNotSet, "");
    EXPECT_EQ(sink.connections(), 0);
}

TEST_F(Shipping, RsyslogReadsEveryMessageAndIsFoundAgainAfterItWasAway) {
    if (!std::filesystem::exists("/usr/sbin/rsyslogd")) GTEST_SKIP() << "rsyslog is not installed";
    net::testing::write_pem(server(), place_ / "server.pem");
    Rsyslog rsyslog(place_);
    write_ten();
    next_hour();
    auto shipped = ship_journal(order(rsyslog.port()));
    ASSERT_TRUE(shipped.ok()) << shipped.error().sentence();
    EXPECT_TRUE(testing::becomes_true([&] { return rsyslog.numbers().size() >= 10; }));
    EXPECT_EQ(rsyslog.numbers(), one_to(10));
    const std::string port = rsyslog.port();
    rsyslog.stop();
    write({Say::out_of_service(302)});
    next_hour();
    const auto away = ship_journal(order(port));
    ASSERT_FALSE(away.ok());
    EXPECT_EQ(away.error().code, ErrorCode::NotReachable);
    rsyslog.start(port);
    EXPECT_TRUE(testing::becomes_true([&] { return ship_journal(order(port)).ok(); })) << "once it listens again";
    EXPECT_TRUE(testing::becomes_true([&] { return rsyslog.numbers().size() >= 11; }));
    EXPECT_EQ(rsyslog.numbers(), one_to(11));
    EXPECT_THAT(place_.read("log"), HasSubstr("out_of_service [vestibule@32473 seq=\"11\""));
    EXPECT_THAT(place_.read("log"), HasSubstr("code=\"302\""));
    const net::testing::Authority stranger;
    stranger.write(place_ / "stranger.pem");
    write({Say::started()});
    next_hour();
    LogShipping wrong = order(port);
    wrong.trust.ca_file = place_ / "stranger.pem";
    const auto refused = ship_journal(wrong);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::NotTrusted);
    rsyslog.stop();
    EXPECT_EQ(rsyslog.numbers(), one_to(11));
}

}  // namespace
}  // namespace vestibule::device
