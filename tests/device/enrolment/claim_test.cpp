// claim_test - the text of a claim: what goes in comes out, and everything that is not quite one is refused with a
// name.
#include "kiosk/device/enrolment/claim.hpp"

#include "kiosk/device/network/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kPin(64, 'a');

Claim full() {
    return {"https://enrol.northside.example:8443/est",
            "Zk3-9.x_7~Q",
            kPin,
            "northside",
            "Kiosk 7 & Söhne",
            "Lobby, left",
            "http://proxy.example:3128",
            "ntp.northside.example",
            "Clinic & Café",
            "a key, with 100 % of it",
            std::string(64, 'b')};
}

std::string minimal(const std::string& more = {}) {
    return "vestibule:claim?url=https%3A%2F%2Fe.example&code=12345678&pin=" + kPin + "&site=northside" + more;
}

void refused(const std::string& text, const std::string& why) {
    const auto claim = read_claim(text);
    ASSERT_FALSE(claim.ok()) << text;
    EXPECT_EQ(claim.error().code, ErrorCode::BadClaim);
    EXPECT_THAT(claim.error().context, HasSubstr(why)) << text;
}

TEST(Claim, ComesOutAsItWentIn) {
    const Claim claim = full();
    const std::string text = write_claim(claim);
    const auto again = read_claim(text);
    ASSERT_TRUE(again.ok()) << again.error().context;
    EXPECT_EQ(again->url, claim.url);
    EXPECT_EQ(again->code, claim.code);
    EXPECT_EQ(again->pin, claim.pin);
    EXPECT_EQ(again->site, claim.site);
    EXPECT_EQ(again->name, claim.name);
    EXPECT_EQ(again->place, claim.place);
    EXPECT_EQ(again->proxy, claim.proxy);
    EXPECT_EQ(again->time, claim.time);
    EXPECT_EQ(again->wifi, claim.wifi);
    EXPECT_EQ(again->wifi_key, claim.wifi_key);
    EXPECT_EQ(again->infrastructure, claim.infrastructure);
    EXPECT_EQ(write_claim(*again), text);
    EXPECT_LT(text.size(), 500U) << "a code that a camera can read from a hand";
    EXPECT_TRUE(read_claim(minimal()).ok());
}

TEST(Claim, EveryPartIsJudged) {
    refused("", "does not begin");
    refused("https://e.example", "does not begin");
    refused("vestibule:claim?", "a key that no claim has");
    refused("vestibule:claim?url=https%3A%2F%2Fe.example", "'code' is missing");
    refused(minimal("&colour=red"), "a key that no claim has");
    refused(minimal("&site=northside"), "'site' stands twice");
    refused(minimal("&"), "a key that no claim has");
    refused(minimal("&name"), "a key that no claim has");
    refused(minimal("&name=a%2"), "'name': not well escaped");
    refused(minimal("&name=a%zz"), "'name': not well escaped");
    refused(minimal("&name=a b"), "'name': not well escaped");
    refused(minimal("&name=a%00b"), "'name': not well escaped");
    refused(minimal("&name=a%0Ab"), "'name': not well escaped");
    refused(minimal("&name=" + std::string(65, 'n')), "at most 64 bytes");
    refused(minimal("&proxy=socks%3A%2F%2Fx"), "'proxy'");
    refused(minimal("&name=" + std::string(1000, 'n')), "at most 1024");
    const auto with = [](std::string Claim::*member, const std::string& value) {
        Claim claim = full();
        claim.*member = value;
        return write_claim(claim);
    };
    refused(with(&Claim::url, "http://e.example"), "'url'");
    refused(with(&Claim::url, "https://user:word@e.example"), "'url'");
    refused(with(&Claim::code, "short"), "'code'");
    refused(with(&Claim::code, std::string(129, 'c')), "'code'");
    refused(with(&Claim::code, "12345678 or so"), "'code'");
    refused(with(&Claim::pin, std::string(63, 'a')), "'pin'");
    refused(with(&Claim::pin, std::string(64, 'A')), "'pin'");
    refused(with(&Claim::infrastructure, std::string(65, 'b')), "'infrastructure'");
    refused(with(&Claim::infrastructure, "http://ca"), "'infrastructure'");
    refused(with(&Claim::site, "North Side"), "'site'");
}

TEST(Claim, TheWayThereIsJudgedAsThePlanThatItBecomes) {
    refused(minimal("&time=two%20servers"), "'time'");
    refused(minimal("&time=ntp.example%2Fpool"), "'time'");
    refused(minimal("&wifi=" + std::string(33, 'w')), "'wifi'");
    refused(minimal("&wifi=Clinic&wifi-key=1234567"), "'wifi-key': expected 8 to 63");
    refused(minimal("&wifi-key=12345678"), "'wifi-key' without 'wifi'");
    EXPECT_TRUE(read_claim(minimal("&wifi=Clinic&wifi-key=12345678&time=10.1.2.4")).ok());
    EXPECT_TRUE(read_claim(minimal("&wifi=Open")).ok());
}

TEST(Claim, TheWayThereGoesBeforeWhatIsThere) {
    NetworkPlan plan;
    EXPECT_FALSE(add_to_plan(read_claim(minimal()).value(), plan));
    plan.wifi = {{.name = "Other", .key = "another key", .hidden = false, .login = {}},
                 {.name = "Clinic", .key = "an old key", .hidden = false, .login = {}}};
    const Claim claim = read_claim(minimal("&wifi=Clinic&wifi-key=12345678&time=ntp.example")).value();
    EXPECT_TRUE(add_to_plan(claim, plan));
    ASSERT_EQ(plan.wifi.size(), 2U);
    EXPECT_EQ(plan.wifi[0].name, "Clinic");
    EXPECT_EQ(plan.wifi[0].key, "12345678");
    EXPECT_EQ(plan.wifi[1].name, "Other");
    EXPECT_EQ(plan.time_servers, std::vector<std::string>{"ntp.example"});
    EXPECT_FALSE(add_to_plan(claim, plan)) << "nothing is new";
}

TEST(Claim, AnErrorNeverTellsTheCode) {
    Claim claim = full();
    claim.code = "topsecret topsecret";
    EXPECT_THAT(read_claim(write_claim(claim)).error().sentence(), Not(HasSubstr("topsecret")));
    EXPECT_THAT(read_claim(minimal("&wifi=Clinic&wifi-key=hushhus")).error().sentence(), Not(HasSubstr("hushhus")));
}

}  // namespace
}  // namespace vestibule::device
