// setup_claim_test - what the facility's server says, and what is no claim: each in its own words, with what to do.
#include "tests/flows/setup_kit.hpp"

namespace vestibule::flows {
namespace {

TEST_F(SetUp, TellsACodeThatIsNoClaimAndLooksOn) {
    start(picture(other_code("https://menu.example"), place_ / "camera"));
    to_enrol();
    kiosk_->press("open-scan");
    kiosk_->wait_for("Scan");
    shows("hint", "no claim");
    fits();
    kiosk_->press("back");
    kiosk_->wait_for("Enrol");
}

TEST_F(SetUp, WaitsForSomebodyAtTheFacilityAndAsksAgain) {
    est_.answer_202_first(1);
    start();
    type_claim(claim());
    kiosk_->wait_for("Enrolling");
    shows("standing", "must agree");
    shows("again-in", "asked again");
    fits();
    EXPECT_EQ(est_.enrolled(), 0);
    kiosk_->advance(31s);
    shows("standing", "certificate");
    EXPECT_EQ(est_.enrolled(), 1);
}

TEST_F(SetUp, TakesTheWayThereFromTheCodeBeforeItAsksAnybody) {
    device::Claim printed = claim();
    printed.time = "ntp.northside.example";
    printed.wifi = "Clinic Staff";
    printed.wifi_key = "a key of the clinic";
    start(folder_of(printed));
    to_enrol();
    kiosk_->press("open-scan");
    kiosk_->wait_for("Enrolling");
    shows("standing", "certificate");
    const auto plan = device::read_network(place_.read("state/network.toml"), "network.toml");
    ASSERT_TRUE(plan.ok()) << plan.error().context;
    ASSERT_EQ(plan->wifi.size(), 1U);
    EXPECT_EQ(plan->wifi[0].name, printed.wifi);
    EXPECT_EQ(plan->wifi[0].key, printed.wifi_key);
    EXPECT_EQ(plan->time_servers, std::vector<std::string>{printed.time});
    EXPECT_EQ(place_.read("state/enrolment.toml").find(printed.wifi_key), std::string::npos);
}

TEST_F(SetUp, AsksAgainWhileTheNetworkOfTheCodeIsOnItsWay) {
    device::Claim printed = claim();
    printed.url = "https://localhost:9";
    printed.wifi = "Clinic";
    start(folder_of(printed));
    to_enrol();
    kiosk_->press("open-scan");
    kiosk_->wait_for("Enrolling");
    shows("standing", "cannot be reached");
    shows("again-in", "asked again");
    fits();
    kiosk_->advance(95s);
    shows("standing", "cannot be reached");
    kiosk_->advance(95s);
    EXPECT_EQ(label("again-in"), "") << "not for ever";
}

TEST_F(SetUp, TellsWhyTheServerRefused) {
    start();
    device::Claim wrong = claim();
    wrong.code = "another-code";
    type_claim(wrong);
    shows("standing", "wrong, too old or used");
    fits();
    EXPECT_FALSE(is_kept("device.crt"));
    kiosk_->press("back");
    kiosk_->wait_for("Enrol");
    kiosk_->press("open-type");
    kiosk_->wait_for("TypeClaim");
    EXPECT_EQ(kiosk_->node("field-claim-code", true).value("value", ""), "") << "a code is not left behind";
}

TEST_F(SetUp, TellsThatNobodyAnswers) {
    start();
    device::Claim wrong = claim();
    wrong.url = "https://localhost:9";
    type_claim(wrong);
    shows("standing", "cannot be reached");
    fits();
    kiosk_->press("open-network");
    kiosk_->wait_for("Network");
}

TEST_F(SetUp, NamesWhoeverIsInBetween) {
    const EstServer between;
    start();
    device::Claim wrong = claim();
    wrong.url = between.url();
    type_claim(wrong);
    shows("standing", "Another certificate");
    EXPECT_THAT(label("detail"), HasSubstr("issued by CN=Northside Facility CA"));
    fits();
}

TEST_F(SetUp, BelievesNobodyBeforeTheClockIsSet) {
    start("simulated:desk", {"--clock-lost"});
    type_claim(claim());
    shows("standing", "Set the time first");
    fits();
    kiosk_->press("open-time");
    kiosk_->wait_for("Time");
    shows("clock", "not set");
    fits();
}

TEST_F(SetUp, TellsWhatElseTheServerSaid) {
    est_.fail(EstFault::ServerError);
    start();
    type_claim(claim());
    shows("standing", "something else");
    EXPECT_THAT(label("detail"), HasSubstr("500"));
    est_.fail(EstFault::None);
    kiosk_->press("again");
    shows("standing", "certificate");
}

TEST_F(SetUp, TellsThatTheFacilityTookItBackOrThatItIsTooOld) {
    start();
    est_.fail(EstFault::None);
    type_claim(claim());
    shows("standing", "certificate");
    kiosk_->wait_for("Enrolling");
    est_.revoke_all();
    kiosk_->press("again");
    shows("standing", "taken this kiosk");
    fits();
    EXPECT_FALSE(kiosk_->ask({{"do", "press"}, {"id", "continue"}}).value("ok", false)) << "revoked is not enrolled";
}

TEST_F(SetUp, TellsOfACertificateThatHasExpired) {
    est_.issue_for_seconds(1);
    drivers::SystemClock clock;
    fs::create_directories(place_ / "state");
    ASSERT_EQ(
        device::Enrolment(place_ / "state", device::device_id(place_ / "state").value(), clock).enrol(claim()).standing,
        device::EnrolmentStanding::RenewalDue);
    std::this_thread::sleep_for(2s);
    start();
    to_enrol();
    shows("standing-before", "too old");
    fits();
}

TEST_F(SetUp, SaysWhichPartOfATypedClaimIsWrong) {
    start();
    device::Claim wrong = claim();
    wrong.url = "http://plain.example";
    type_claim(wrong);
    EXPECT_EQ(kiosk_->step(), "TypeClaim");
    const json field = kiosk_->node("field-claim-url");
    EXPECT_THAT(field.dump(), HasSubstr("https://"));
    fits();
}

}  // namespace
}  // namespace vestibule::flows
