// staff_pass_test - keys on sticks and codes before the camera, through the real program: every way in, every refusal.
#include "tests/flows/noted_hand.hpp"
#include "tests/flows/pass_fixture.hpp"

namespace vestibule::flows {
namespace {

using ::testing::Not;

TEST_F(Passes, AKeyOpensFromWelcomeAndPatientsAreServedAgain) {
    start(At::Welcome);
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
    EXPECT_THAT(label("who"), HasSubstr("technician 17"));
    say_in_journal("staff_asked", "");
    say_in_journal("pass_granted", "way=key role=technician person=17 pass=4711");
    EXPECT_TRUE(device::StaffHere::is_seen(kiosk_->folder())) << "a stick's bundle would not be taken";
    kiosk_->press("leave");
    kiosk_->wait_for("Welcome");
    say_in_journal("staff_left", "how=left person=17");
    std::this_thread::sleep_for(2s);
    EXPECT_EQ(kiosk_->step(), "Welcome") << "one key, one entry";
}

TEST_F(Passes, AKeyOpensWhereverTheDoorStands) {
    Pass pass = a_pass();
    pass.role = StaffRole::FacilityIt;
    for (const std::string at : {"Person", "Code", "Scan"}) {
        start(At::Door);
        if (at == "Code") {
            digits("17");
            kiosk_->press("continue");
        }
        if (at == "Scan") kiosk_->press("show-code");
        kiosk_->wait_for_any({at});
        ASSERT_EQ(plug_in(pass), 0);
        kiosk_->wait_for("Home");
        EXPECT_THAT(label("who"), HasSubstr("facility IT 17")) << at;
        ASSERT_EQ(plug_in(pass), 0) << "inside, a key is of no use";
        std::this_thread::sleep_for(1s);
        EXPECT_FALSE(fs::exists(kiosk_->folder() / "pass-offer.json"));
        EXPECT_EQ(kiosk_->stop(), 0);
    }
}

TEST_F(Passes, OfManyOnAStickTheOneOfThisSiteCounts) {
    start(At::Door);
    Pass other = a_pass(), here = a_pass();
    other.site = "southside", here.serial = 8;
    ASSERT_EQ(plug_in({facility_.sign(other), stranger_.sign(a_pass()), facility_.sign(here)}), 0);
    kiosk_->wait_for("Home");
    say_in_journal("pass_granted", "pass=8");
}

TEST_F(Passes, AKeyIsRefusedForEachReasonInWords) {
    start(At::Door);
    struct Case {
        std::string der, words, journal;
    };
    std::vector<Case> cases;
    const auto with = [&](void (*change)(Pass&), const std::string& words, const std::string& journal) {
        Pass pass = a_pass();
        change(pass);
        cases.push_back(
            {facility_.sign(pass), words,
             journal + " way=key person=" + std::to_string(pass.person) + " pass=" + std::to_string(pass.serial)});
    };
    with([](Pass& p) { p.site = "southside"; }, "another site", "wrong_site");
    with([](Pass& p) { p.devices = {"another"}; }, "other kiosks", "wrong_device");
    with([](Pass& p) { p.medium = "0781:5581:COPY"; }, "another stick", "wrong_stick");
    with([](Pass& p) { p.not_before += 1h, p.expires += 1h; }, "not good yet", "not_yet");
    with([](Pass& p) { p.not_before -= 2h, p.expires -= 2h; }, "has expired", "expired");
    with([](Pass& p) { p.serial = 13; }, "taken back", "revoked");
    with([](Pass& p) { p.person = 66; }, "taken back", "revoked");
    with([](Pass& p) { p.way = PassWay::Code, p.medium = ""; }, "before the camera", "wrong_way");
    cases.push_back({stranger_.sign(a_pass()), "not signed by anybody", "not_signed way=key person=0 pass=0"});
    cases.push_back({"rubbish", "is damaged", "unreadable way=key person=0 pass=0"});
    for (const Case& one : cases) {
        ASSERT_EQ(plug_in({one.der}), 0) << one.words;
        refused(one.words);
        EXPECT_EQ(kiosk_->step(), "Person");
        say_in_journal("pass_refused", "reason=" + one.journal);
    }
    fs::remove(root_ / "run/systemd/timesync/synchronized");
    ASSERT_EQ(plug_in(a_pass()), 0);
    refused("No time server has set this kiosk's clock");
    say_in_journal("pass_refused", "clock_not_set");
    kiosk_->press("language");
    refused("Ningún servidor de hora");
    file(root_ / "run/systemd/timesync/synchronized", "");
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
}

TEST_F(Passes, AKioskThatKnowsNobodyTakesNoKey) {
    fs::remove(state_ / "enrolment-ca.pem");
    start(At::Door);
    ASSERT_EQ(plug_in(a_pass()), 0);
    refused("does not know its site yet");
    // The image may name whom to believe before there is a site.
    file(root_ / "etc/vestibule/signer.pem", facility_.anchors());
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
}

TEST_F(Passes, ForgedKeysLockTheDoorAlsoAfterARestartAndARightOneStillOpens) {
    start(At::Door);
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(plug_in({stranger_.sign(a_pass())}), 0);
        refused("not signed by anybody");
        digits("1");  // so that the next refusal is another one
        kiosk_->press("continue");
        kiosk_->wait_for("Code");
    }
    ASSERT_EQ(plug_in({stranger_.sign(a_pass())}), 0);
    refused("Too many");
    EXPECT_EQ(kiosk_->stop(), 0);
    start(At::Door);
    enter(17, code(17));
    refused("Too many");
    say_in_journal("pass_refused", "locked");
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
}

TEST_F(Passes, NothingHappensDuringAVisitAndNothingIsLeftForAfterIt) {
    start(At::Welcome);
    kiosk_->press("continue");
    kiosk_->wait_for("BeforeYouStart");
    EXPECT_EQ(plug_in(a_pass()), 75);
    // As if it had been offered in the moment before the first touch.
    file(kiosk_->folder() / "pass-offer.json", "{}");
    std::this_thread::sleep_for(1500ms);
    EXPECT_EQ(kiosk_->step(), "BeforeYouStart");
    kiosk_->press("stop");
    kiosk_->press("erase-now");
    kiosk_->wait_for("Welcome");
    std::this_thread::sleep_for(1500ms);
    EXPECT_EQ(kiosk_->step(), "Welcome");
    for (const std::string& line : journal()) EXPECT_THAT(line, Not(HasSubstr("staff_asked")));
}

TEST_F(Passes, AKeyOpensWhereTheKioskIsOutOfService) {
    start(At::OutOfService);
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
    say_in_journal("pass_granted", "person=17");
}

TEST_F(Passes, ACodeOpensOnceOnThisKioskAlsoAfterARestart) {
    start(At::Welcome, held(on_paper("once", a_pass(PassWay::Code), facility_)));
    gesture();
    kiosk_->wait_for("Person");
    kiosk_->press("show-code");
    kiosk_->wait_for("Home");
    say_in_journal("pass_granted", "way=code role=technician person=17 pass=4711");
    kiosk_->press("leave");
    kiosk_->wait_for("Welcome");
    gesture();
    kiosk_->wait_for("Person");
    kiosk_->press("show-code");
    refused("used on this kiosk before");
    EXPECT_EQ(kiosk_->stop(), 0);
    start(At::Door, "folder:" + (folder_ / "camera").string());
    kiosk_->press("show-code");
    refused("used on this kiosk before");
    say_in_journal("pass_refused", "reason=used way=code person=17 pass=4711");
}

TEST_F(Passes, ACodeWithoutItsCertificateOpensWhereTheKioskHasIt) {
    file(state_ / "enrolment-ca.pem", facility_.signature().certificate_pem);
    start(At::Door, held(on_paper("lean", a_pass(PassWay::Code), facility_, {"--known-signer"})));
    kiosk_->press("show-code");
    kiosk_->wait_for("Home");
}

TEST_F(Passes, ACodeIsRefusedForEachReasonInWords) {
    Pass late = a_pass(PassWay::Code), elsewhere = a_pass(PassWay::Code), lost = a_pass(PassWay::Code);
    late.not_before -= 2h, late.expires -= 2h;
    elsewhere.site = "southside";
    lost.serial = 13;
    const std::vector<std::tuple<Pass, const device::testing::PassSigner*, std::string>> cases{
        {late, &facility_, "has expired"},
        {elsewhere, &facility_, "another site"},
        {lost, &facility_, "taken back"},
        {a_pass(PassWay::Code), &stranger_, "not signed by anybody"}};
    for (const auto& [pass, by, words] : cases) {
        start(At::Door, held(on_paper("refused", pass, *by)));
        kiosk_->press("show-code");
        refused(words);
        EXPECT_EQ(kiosk_->step(), "Person") << "and the camera is closed";
        EXPECT_EQ(kiosk_->stop(), 0);
    }
    fs::remove(root_ / "run/systemd/timesync/synchronized");
    start(At::Door, held(on_paper("clock", a_pass(PassWay::Code), facility_)));
    kiosk_->press("show-code");
    refused("No time server has set this kiosk's clock");
}

TEST_F(Passes, AnotherCodeIsNoPassAndACameraThatIsDeadIsNoDeadEnd) {
    start(At::Door, "v4l2:/dev/no-such-camera");
    kiosk_->press("show-code");
    kiosk_->wait_for_any({"Scan"});
    fits();
    kiosk_->press("back");
    come_in();
}

TEST_F(Passes, WhoWentAwayFromTheCameraLeavesNoOpenDoor) {
    start(At::Welcome);
    gesture();
    kiosk_->wait_for("Person");
    kiosk_->press("show-code");
    kiosk_->wait_for_any({"Scan"});
    kiosk_->advance(6min);
    kiosk_->wait_for("Welcome");
}

TEST_F(Passes, SetUpLeadsToTheDoorByFingerKeypadAndKey) {
    start(At::SetUp);
    gesture();
    kiosk_->wait_for("Person");
    say_in_journal("staff_asked", "");
    come_in();
    kiosk_->press("leave");
    kiosk_->wait_for("Language");
    for (int i = 0; i < 6; ++i) kiosk_->key("Escape");
    kiosk_->wait_for("Person");
    act_on("Show a signed code");
    kiosk_->wait_for_any({"Scan"});
    act_on("Back to patients");
    kiosk_->wait_for("Language");
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Home");
    say_in_journal("pass_granted", "way=key");
}

TEST_F(Passes, SetUpAsksTheRootHelperOnceAKey) {
    const std::string socket = folder_ / "hand.sock";
    NotedHand hand(socket);
    start(At::SetUp, "simulated:desk", {"--hand-socket", socket});
    ASSERT_EQ(plug_in(a_pass()), 0);
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (hand.asked().empty() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(50ms);
    std::this_thread::sleep_for(1s);
    EXPECT_THAT(hand.asked(), testing::ElementsAre("technician"));
    EXPECT_EQ(kiosk_->step(), "Language") << "systemd puts the other in this one's place";
}

/// The camera that is dead and the clock that is wrong may be why somebody came.
TEST_F(Passes, SetUpWithADeadCameraAndAWrongClockStillLetsANumberIn) {
    fs::remove(root_ / "run/systemd/timesync/synchronized");
    start(At::SetUp, "v4l2:/dev/no-such-camera", {"--clock-lost"});
    ASSERT_EQ(plug_in(a_pass()), 0);
    kiosk_->wait_for("Person");  // set-up ends, technician mode begins
    refused("No time server has set this kiosk's clock");
    EXPECT_THAT(label("clock"), HasSubstr("1970-01-01 00:0"));
    const std::string shown = label("clock");
    const std::string minute = shown.substr(shown.find("1970-01-01"), 16);
    const drivers::WallTime when{std::chrono::hours(std::stoi(minute.substr(11, 2))) +
                                 std::chrono::minutes(std::stoi(minute.substr(14, 2)))};
    enter(17, std::string(device::code_for(secret_, {StaffRole::Technician, 17}, when + 20s)));
    kiosk_->wait_for("Home");
}

}  // namespace
}  // namespace vestibule::flows
