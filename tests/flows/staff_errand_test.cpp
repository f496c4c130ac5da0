// staff_errand_test - the longer jobs of technician mode through the real program: devices replaced, an opened case
// signed off, sticks written, and a kiosk that forgets what it is.
#include <csignal>

#include "kiosk/decommission/decommission.hpp"
#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "tests/flows/errand_fixture.hpp"

namespace vestibule::flows {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST_F(Errand, ACameraIsReplacedAfterItsTestsAndWithItsOwnBaseline) {
    const std::string old_camera = empty_camera(), new_camera = chart_camera();
    settle_cameras(old_camera, new_camera);
    technician();
    kiosk_->press("open-repair");
    kiosk_->press("replace-document-camera");
    shows("choice");
    EXPECT_THAT(label("what"), HasSubstr("1 of 2"));
    kiosk_->press("next-camera");
    kiosk_->wait_until([&](const json&) { return label("what").find("2 of 2") != std::string::npos; }, "the other one");
    choose_this();
    kiosk_->press("skip");
    shows("what");
    kiosk_->press("continue");
    shows("good", 60s);
    EXPECT_TRUE(local().document_camera.empty()) << "nothing is bound yet";
    kiosk_->press("continue");
    shows("verdict", 60s);
    EXPECT_TRUE(local().document_camera.empty());
    EXPECT_FALSE(diagnostics::read_baseline(folder_ / "state", drivers::CameraRole::Document));
    kiosk_->press("keep");
    shows("bound");
    EXPECT_EQ(local().document_camera, new_camera);
    EXPECT_TRUE(diagnostics::read_baseline(folder_ / "state", drivers::CameraRole::Document, new_camera));
    say_in_journal("replacing_began", "device=document_camera person=17");
    say_in_journal("device_replaced", "device=document_camera person=17");
}

TEST_F(Errand, ARepairThatIsLeftOrStoppedLeavesTheOldDevice) {
    settle_cameras(empty_camera(), chart_camera());
    technician();
    kiosk_->press("open-repair");
    kiosk_->press("replace-face-camera");
    shows("choice");
    choose_this();
    kiosk_->press("skip");
    shows("verdict", 60s);
    kiosk_->press("back");
    shows("choice");
    kiosk_->press("back");
    shows("replace-face-camera");
    kiosk_->press("back");
    kiosk_->wait_for("Home");
    EXPECT_FALSE(fs::exists(folder_ / "state/local.toml"));
    kiosk_->press("open-repair");
    kiosk_->press("replace-face-camera");
    shows("choice");
    kill(kiosk_->pid(), SIGKILL);
    EXPECT_FALSE(fs::exists(folder_ / "state/local.toml"));
    for (const std::string& line : journal()) EXPECT_THAT(line, Not(HasSubstr("device_replaced")));
}

TEST_F(Errand, ATouchScreenIsBoundByItsPlaceOnceEverySquareAnswers) {
    plug_touch(3);
    plug_touch(4);
    technician("simulated:desk");
    kiosk_->press("open-repair");
    kiosk_->press("replace-touch");
    shows("choice-1");
    kiosk_->press("choice-1");
    kiosk_->press("continue");
    kiosk_->wait_until([&](const json&) { return kiosk_->node("choice-1").is_null(); }, "the glass");
    tap(0.5F, 0.5F);
    kiosk_->advance(21s);
    shows("verdict");
    EXPECT_FALSE(kiosk_->node("keep").value("enabled", true)) << "one square is no glass";
    kiosk_->press("back");
    shows("choice-1");
    kiosk_->press("choice-1");
    kiosk_->press("continue");
    kiosk_->wait_until([&](const json&) { return kiosk_->node("choice-1").is_null(); }, "the glass");
    paint_the_glass();
    shows("verdict");
    kiosk_->press("keep");
    shows("bound");
    EXPECT_EQ(local().touch, "port=1-1.4,vendor=222a,product=0001");
    EXPECT_EQ(last_result("hands.touch").value("verdict", ""), "pass");
    say_in_journal("device_replaced", "device=touch_screen");
}

TEST_F(Errand, APrinterIsChosenAndPrintsATestPage) {
    fs::create_directories(machine_ / "dev/vestibule");
    std::ofstream(machine_ / "dev/vestibule/printer-usb-0_2") << "";
    technician("simulated:desk");
    kiosk_->press("open-repair");
    kiosk_->press("replace-printer");
    shows("choice-0");
    kiosk_->press("choice-0");
    kiosk_->press("continue");
    shows("good");
    std::ifstream printed(machine_ / "dev/vestibule/printer-usb-0_2");
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(printed), {}), HasSubstr("Vestibule - test page"));
    kiosk_->press("good");
    shows("verdict", 60s);
    EXPECT_TRUE(local().printer.empty());
    kiosk_->press("back");
    shows("choice-0");
}

TEST_F(Errand, AnOpenedCaseClosesTheKioskUntilATechnicianSignsItOff) {
    begin(false, "simulated:desk");
    kiosk_->wait_for("Welcome");
    std::ofstream(folder_ / "case") << "open\n";
    kiosk_->wait_for("OutOfService");
    EXPECT_THAT(label("code"), HasSubstr("366"));
    std::ofstream(folder_ / "case") << "closed\n";
    const int notice = kiosk_->state().value("pid", 0);
    kiosk_->advance(40s);  // the notice ends, and the kiosk is tried again
    kiosk_->wait_until([&](const json& now) { return now.value("pid", notice) != notice; }, "the next notice");
    kiosk_->wait_for("OutOfService");
    gesture();
    come_in();
    EXPECT_THAT(label("case-opened"), HasSubstr("opened"));
    std::ofstream(folder_ / "case") << "open\n";
    kiosk_->press("open-seal");
    kiosk_->wait_until([&](const json&) { return label("case").find("still open") != std::string::npos; }, "open");
    EXPECT_FALSE(kiosk_->node("reason-0").value("enabled", true));
    fits();
    std::ofstream(folder_ / "case") << "closed\n";
    may_press("reason-2");
    kiosk_->press("reason-2");
    shows("done");
    kiosk_->press("continue");
    kiosk_->press("leave");
    kiosk_->wait_for("Welcome");
    say_in_journal("case_opened", "");
    say_in_journal("case_signed_off", "reason=cleaning person=17");
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(Errand, AnOpenedCaseEndsTheVisitErased) {
    begin(false, "simulated:desk");
    kiosk_->wait_for("Welcome");
    kiosk_->press("continue");
    kiosk_->wait_for("BeforeYouStart");
    std::ofstream(folder_ / "case") << "open\n";
    kiosk_->wait_for("OutOfService");
    kiosk_->advance(40s);  // the notice ends; only one that would serve looks whether the visit before is gone
    say_in_journal("visit_erased", "ending=stopped");
}

TEST_F(Errand, ACaseThatCannotBeAskedIsToldAndPatientsAreServed) {
    fs::remove(folder_ / "case");
    begin(false, "simulated:desk");
    kiosk_->wait_for("Welcome");
    say_in_journal("device_fault", "E367");
    EXPECT_EQ(kiosk_->step(), "Welcome");
}

TEST_F(Errand, AReportAndABundleAreWrittenOntoAStickThatIsThenLetGo) {
    technician("simulated:desk");
    kiosk_->press("open-report");
    kiosk_->wait_for("Report");
    kiosk_->press("to-stick");
    shows("waiting");
    kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / "stick-out/ready"); }, "the files");
    EXPECT_EQ(plug_in(), 0);
    shows("pull");
    EXPECT_EQ(on_stick().size(), 2U);
    for (const std::string& name : on_stick()) {
        if (name.ends_with(".json")) {
            EXPECT_TRUE(diagnostics::read_verified(folder_ / "stick" / name, diagnostics::kReportKind, {}).ok());
        }
    }
    kiosk_->press("continue");
    kiosk_->wait_for("Report");
    kiosk_->press("back");
    kiosk_->press("open-support");
    kiosk_->wait_for("Support", 60s);
    kiosk_->press("to-stick");
    shows("waiting");
    kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / "stick-out/ready"); }, "the bundle",
                       60s);
    EXPECT_EQ(plug_in(), 0);
    shows("pull");
    EXPECT_EQ(on_stick().size(), 3U);
    say_in_journal("stick_written", "content=report person=17");
    say_in_journal("stick_written", "content=support person=17");
}

TEST_F(Errand, AStickThatCannotBeWrittenIsToldAndTriedAgain) {
    technician("simulated:desk");
    kiosk_->press("open-report");
    kiosk_->wait_for("Report");
    kiosk_->press("to-stick");
    shows("waiting");
    kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / "stick-out/ready"); }, "the files");
    const std::string ctl = std::string(VESTIBULE_BIN) + "/vestibulectl";
    EXPECT_NE(run({ctl, "stick", "write", folder_ / "no-such-stick", "--runtime-dir", kiosk_->folder()}), 0);
    shows("failed");
    kiosk_->press("again");
    shows("waiting");
    kiosk_->press("back");
    kiosk_->wait_for("Report");
    EXPECT_FALSE(fs::exists(kiosk_->folder() / "stick-out"));
    for (const std::string& line : journal()) EXPECT_THAT(line, Not(HasSubstr("stick_written")));
}

TEST_F(Errand, FacilityItTakesTheKioskOutOfUseAndItForgetsEverything) {
    begin(false, "simulated:desk");
    kiosk_->wait_for("Welcome");
    gesture();
    come_in(5, StaffRole::FacilityIt);
    EXPECT_TRUE(kiosk_->node("open-repair").is_null());
    std::ofstream(folder_ / "state/network.toml") << "# wifi-passphrase-of-the-clinic\n";
    kiosk_->press("open-decommission");
    shows("goes");
    kiosk_->press("to-stick");
    shows("waiting");
    kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / "stick-out/ready"); }, "the journal");
    EXPECT_EQ(plug_in(), 0);
    shows("pull");
    kiosk_->press("continue");
    shows("goes");
    kiosk_->press("continue");
    shows("field-word");
    kiosk_->type("field-word", "erase");
    kiosk_->press("continue");
    EXPECT_FALSE(decommission::is_under_way(folder_ / "state")) << "it is not the word";
    kiosk_->type("field-word", "ERASE");
    kiosk_->press("continue");
    kiosk_->wait_for("Certificate");
    shows("code");
    EXPECT_TRUE(kiosk_->node("journal-lost").is_null()) << "it was taken";
    kiosk_->press("to-stick");
    kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / "stick-out/ready"); }, "the files");
    EXPECT_EQ(plug_in(), 0);
    kiosk_->wait_until([&](const json&) { return label("stick").find("pull") != std::string::npos; }, "the stick");
    EXPECT_TRUE(
        diagnostics::read_verified(folder_ / "stick/erasure-certificate.json", decommission::kCertificateKind, {})
            .ok());
    kiosk_->press("finish");
    for (int i = 0; i < 100 && decommission::is_under_way(folder_ / "state"); ++i) std::this_thread::sleep_for(100ms);
    EXPECT_FALSE(decommission::is_under_way(folder_ / "state"));
    EXPECT_FALSE(fs::exists(folder_ / "access.secret")) << "the secret that stood elsewhere";
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "state")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        EXPECT_EQ(text.find("wifi-passphrase"), std::string::npos) << entry.path();
        EXPECT_EQ(text.find("PRIVATE KEY"), std::string::npos) << entry.path();
    }
    EXPECT_THAT(journal_words(folder_ / "state"), Contains(HasSubstr("decommission_ended")));
}

/// Hears what has the focus, moves it, acts: never a touch.
TEST_F(Errand, SignOffTheCaseByKeypadAlone) {
    std::ofstream(folder_ / "case") << "open\n";
    begin(false, "simulated:desk");
    try {
        kiosk_->wait_for("OutOfService");
        std::ofstream(folder_ / "case") << "closed\n";
        for (int i = 0; i < 6; ++i) kiosk_->key("Escape");
        kiosk_->wait_for("Person");
        act_on("1"), act_on("7"), act_on("Continue");
        kiosk_->wait_for("Code");
        for (const char digit : code(17)) act_on(std::string(1, digit));
        kiosk_->wait_for("Home");
        act_on("Sign off the opened case");
        shows("case");
        act_on("Maintenance");
        shows("done");
        act_on("All tools");
        kiosk_->wait_for("Home");
        act_on("Replace a device");
        shows("replace-printer");
        act_on("Replace printer");
        shows("choice-0");
        act_on("Use this one");
        shows("good");
        act_on("Yes");
        shows("verdict", 60s);
        act_on("Back");
        shows("choice-0");
    } catch (const std::exception& error) {
        FAIL() << error.what() << " in " << kiosk_->step();
    }
    say_in_journal("case_signed_off", "reason=maintenance");
}

}  // namespace
}  // namespace vestibule::flows
