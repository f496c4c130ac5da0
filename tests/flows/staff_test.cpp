// staff_test - technician mode through the real program: the door, the tests, a finger and a keypad alone, the way
// back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "kiosk/staff/view.hpp"
#include "tests/flows/staff_fixture.hpp"
#include "tests/ui/screens/po.hpp"

namespace vestibule::flows {
namespace {

using ::testing::Contains;

TEST_F(Staff, ComeInFromWelcomeByTheirGestureAndPatientsAreServedAgain) {
    start(false);
    gesture();
    kiosk_->wait_for("Person");
    say_in_journal("staff_asked", "");
    come_in();
    say_in_journal("access_granted", "person=17");
    EXPECT_TRUE(device::StaffHere::is_seen(kiosk_->folder())) << "a stick would not be taken";
    kiosk_->press("leave");
    kiosk_->wait_for("Welcome");
    EXPECT_FALSE(device::StaffHere::is_seen(kiosk_->folder()));
    say_in_journal("staff_left", "how=left");
    EXPECT_EQ(kiosk_->stop(), 0);
}

TEST_F(Staff, AreNotAskedForDuringAVisit) {
    start(false);
    kiosk_->press("continue");
    kiosk_->wait_for("BeforeYouStart");
    gesture();
    // The first one leads back and ends the visit; the others must not add up with what comes after it.
    for (int i = 0; i < 5; ++i) kiosk_->ask({{"do", "key"}, {"key", "Escape"}});
    std::this_thread::sleep_for(1s);
    EXPECT_NE(kiosk_->step(), "Person");
    for (const std::string& line : journal()) EXPECT_THAT(line, testing::Not(HasSubstr("staff_asked")));
}

TEST_F(Staff, KeepPatientsOutWhileTheyAreInAndAreKeptOutByThem) {
    start();
    come_in();
    KioskLaunch second;
    second.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    second.runtime = kiosk_->folder();
    second.program = "vestibule";
    second.forever = false;
    second.more = {"--mode", "technician"};
    Kiosk other(services_, second);
    siginfo_t ended{};
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(other.pid()), &ended, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(other.stop(), 75) << "the visit's lock was not held";
}

TEST_F(Staff, AreRefusedForEachReasonInWords) {
    start();
    enter(17, "000000");
    kiosk_->wait_for("Person");
    EXPECT_THAT(label("refused"), HasSubstr("not right"));
    enter(66, code(66));
    kiosk_->wait_for("Person");
    EXPECT_THAT(label("refused"), HasSubstr("may not come in any more"));
    const std::string once = code(17);
    enter(17, once);
    kiosk_->wait_for("Home");
    say_in_journal("access_refused", "wrong_code");
    say_in_journal("access_refused", "revoked");
}

TEST_F(Staff, StayLockedOutAfterARestart) {
    start(false);
    gesture();
    for (int i = 0; i < 5; ++i) {
        enter(17, "00000" + std::to_string(i));
        kiosk_->wait_until([](const json& s) { return s.value("step", "") == "Person"; }, "the refusal");
    }
    enter(17, code(17));
    kiosk_->wait_until([&](const json&) { return label("refused").find("Too many") != std::string::npos; }, "the lock");
    kiosk_->press("leave");
    kiosk_->wait_for("Welcome");
    gesture();
    enter(17, code(17));
    kiosk_->wait_until([&](const json&) { return label("refused").find("Too many") != std::string::npos; },
                       "the lock again");
    say_in_journal("access_refused", "locked");
}

TEST_F(Staff, SeeEveryTestWithItsResultAndRunOneOrAll) {
    start();
    come_in();
    kiosk_->press("open-tests");
    kiosk_->wait_for("Tests");
    ASSERT_FALSE(kiosk_->node("test-storage.space").is_null());
    EXPECT_TRUE(last_result("storage.space").is_null());
    kiosk_->press("run-storage.space");
    kiosk_->wait_for("Tests");
    EXPECT_EQ(last_result("storage.space").value("id", ""), "storage.space");
    kiosk_->press("run-quick");
    kiosk_->wait_for("Tests", 60s);
    for (const json& row : kiosk_->node("tests")["children"]) {
        const std::string id = row.value("id", "").substr(5);
        if (id.starts_with("hands.") || id.ends_with(".chart") || id == "security.erasure-now") continue;
        EXPECT_FALSE(last_result(id).is_null()) << id << " has no result";
    }
    EXPECT_TRUE(last_result("security.erasure-now").is_null()) << "a quick run proves nothing";
    fits();
    say_in_journal("staff_did", "quick_test");
    say_in_journal("staff_did", "one_test");
}

/// The visit's lock is theirs while they do it: the proof must not wait for it, nor let a patient in.
TEST_F(Staff, ProveTheErasureNowWhileTheyKeepPatientsOut) {
    start();
    come_in();
    kiosk_->press("open-tests");
    kiosk_->wait_for("Tests");
    EXPECT_TRUE(last_result("proof.erasure").is_null());
    kiosk_->press("run-security.erasure-now");
    kiosk_->wait_for("Tests", 90s);
    const json now = last_result("security.erasure-now");
    EXPECT_EQ(now.value("verdict", ""), "pass") << now;
    EXPECT_EQ(last_result("proof.erasure").value("verdict", ""), "pass") << "kept as the nightly one";
    EXPECT_FALSE(device::VisitGate::close_for_patients(kiosk_->folder())) << "a patient could have come";
    kiosk_->press("run-security.erasure");
    kiosk_->wait_for("Tests");
    EXPECT_EQ(last_result("security.erasure").value("value", ""), "proved 0 h ago");
    fits();
}

TEST_F(Staff, OfFacilityItSeeTheNetworkAlone) {
    start();
    come_in(5, StaffRole::FacilityIt);
    EXPECT_TRUE(kiosk_->node("open-touch").is_null());
    kiosk_->press("open-tests");
    kiosk_->wait_for("Tests");
    for (const json& row : kiosk_->node("tests")["children"])
        EXPECT_THAT(row.value("id", ""), testing::MatchesRegex("test-(network|service|certificate|clock)\\..*"));
}

TEST_F(Staff, PaintTheWholeGlassWithAFinger) {
    start();
    come_in();
    kiosk_->press("open-touch");
    kiosk_->wait_for("Touch");
    for (int y = 0; y < staff::kTouchRows; ++y) {
        for (int x = 0; x < staff::kTouchColumns; ++x) {
            if (x + 1 == staff::kTouchColumns && y + 1 == staff::kTouchRows) {
                EXPECT_THAT(label("left"), HasSubstr("last square"));
            }
            tap((static_cast<float>(x) + 0.5F) / staff::kTouchColumns,
                (static_cast<float>(y) + 0.5F) / staff::kTouchRows);
        }
    }
    kiosk_->wait_for("Home");
    EXPECT_EQ(last_result("hands.touch").value("verdict", ""), "pass");
}

TEST_F(Staff, LearnWhichGlassDoesNotAnswer) {
    start();
    come_in();
    kiosk_->press("open-touch");
    kiosk_->wait_for("Touch");
    for (int x = 0; x < staff::kTouchColumns; ++x) tap((static_cast<float>(x) + 0.5F) / staff::kTouchColumns, 0.01F);
    kiosk_->advance(21s);
    kiosk_->wait_for("Home");
    const json result = last_result("hands.touch");
    EXPECT_EQ(result.value("verdict", ""), "fail");
    EXPECT_EQ(result.value("value", ""), "9 squares answered");
    EXPECT_EQ(result.value("limit", ""), "144");
}

TEST_F(Staff, JudgeTheColoursByEye) {
    start();
    come_in();
    kiosk_->press("open-colours");
    kiosk_->wait_for("Colours");
    for (int colour = 0; colour < 6; ++colour) kiosk_->press("colour-" + std::to_string(colour));
    kiosk_->wait_for("Asked");
    fits();
    kiosk_->press("bad");
    kiosk_->wait_for("Home");
    EXPECT_EQ(last_result("hands.display").value("verdict", ""), "fail");
}

TEST_F(Staff, TakeTheReportAwayAsACodeThatHolds) {
    start();
    come_in();
    kiosk_->press("open-tests");
    kiosk_->press("run-storage.space");
    kiosk_->wait_for("Tests");
    kiosk_->press("back");
    kiosk_->press("open-report");
    kiosk_->wait_for("Report");
    const json code = kiosk_->node("report-code", true);
    ASSERT_FALSE(code.is_null()) << kiosk_->tree(true);
    const auto key = diagnostics::kiosk_key(kiosk_->state_folder());
    ASSERT_TRUE(key.ok());
    EXPECT_TRUE(diagnostics::check_code(code.value("value", ""), key->public_key()).ok()) << code;
    EXPECT_TRUE(fs::exists(kiosk_->state_folder() / "reports/readiness-report.json"));
    fits();
}

TEST_F(Staff, SeeWhatASupportBundleHoldsBeforeItIsSaved) {
    start();
    come_in();
    kiosk_->press("open-support");
    kiosk_->wait_for("Support", 60s);
    EXPECT_FALSE(kiosk_->node("sections")["children"].empty());
    EXPECT_FALSE(fs::exists(kiosk_->state_folder() / "reports/support.json"));
    fits();
    kiosk_->press("save");
    kiosk_->wait_for("Support", 60s);
    EXPECT_THAT(label("saved-as"), HasSubstr("support.json"));
    EXPECT_TRUE(
        diagnostics::read_verified(kiosk_->state_folder() / "reports/support.json", "vestibule-support-bundle 1", {})
            .ok());
}

TEST_F(Staff, WhoWentAwayLeaveNoOpenDoorButATestIsNotBrokenOff) {
    start(false);
    gesture();
    come_in();
    kiosk_->press("run-quick");
    kiosk_->advance(6min);
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(kiosk_->step(), "Tests");
    kiosk_->wait_for("Tests", 60s);
    kiosk_->advance(4min);
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(kiosk_->step(), "Tests") << "the minutes of the test were counted";
    kiosk_->advance(90s);
    kiosk_->wait_for("Welcome");
    say_in_journal("staff_left", "how=idle");
}

TEST_F(Staff, ReadWhatTestsFindInSpanish) {
    start();
    come_in();
    kiosk_->press("language");
    kiosk_->press("run-quick");
    kiosk_->wait_for("Tests", 60s);
    const auto spanish = ui::test::read_po(std::string(VESTIBULE_CATALOGS) + "/tests/es.po");
    ASSERT_GT(spanish.size(), 300U);
    std::size_t said = 0;
    for (const std::string& words : kiosk_->words()) {
        const auto english = spanish.find(words);
        EXPECT_TRUE(english == spanish.end() || english->second == words) << words;
        for (const auto& [form, other] : spanish) said += words == other && words != form ? 1 : 0;
    }
    EXPECT_GT(said, 40U) << "titles, values and hints";
    fits();
}

TEST_F(Staff, TestAgainAndAgainUntilTheyAskForTheEnd) {
    start();
    come_in();
    kiosk_->press("open-tests");
    kiosk_->wait_for("Tests");
    kiosk_->press("run-soak");
    kiosk_->wait_until([&](const json&) { return label("rounds").find("2 rounds") != std::string::npos; },
                       "a second round", 90s);
    kiosk_->press("last-round");
    kiosk_->wait_for("Tests", 60s);
    EXPECT_FALSE(kiosk_->node("run-soak").is_null());
    say_in_journal("staff_did", "quick_test");
}

/// Each test by hand in turn, by keys; what a machine judges meanwhile ends by itself.
TEST_F(Staff, WalkTheGuidedTestByKeypadAlone) {
    start(false);
    const auto act = [this](const std::string& words) { act_on(words); };
    std::vector<std::string> walked;
    try {
        for (int i = 0; i < 6; ++i) kiosk_->key("Escape");
        kiosk_->wait_for("Person");
        act("1"), act("7"), act("Continue");
        kiosk_->wait_for("Code");
        for (const char digit : code(17)) act(std::string(1, digit));
        kiosk_->wait_for("Home");
        act("Guided test");
        const auto until = std::chrono::steady_clock::now() + 5min;
        for (std::string at; at != "Tests" || kiosk_->state().value("pending", true);) {
            ASSERT_LT(std::chrono::steady_clock::now(), until) << at;
            at = kiosk_->step();
            const std::string screen = at == "Asked" ? label("question") : at == "Moved" ? label("what") : at;
            if (walked.empty() || walked.back() != screen) walked.push_back(screen);
            if (at == "Touch") std::this_thread::sleep_for(1s);  // a finger is not a key: it ends by itself
            if (at == "Keypad")
                for (const char* key : {"Up", "Down", "Left", "Right", "Return", "Escape"}) kiosk_->key(key);
            if (at == "Colours") kiosk_->key("Down"), kiosk_->key("Return");
            if (at == "Asked") act("Yes");
            std::this_thread::sleep_for(300ms);
        }
    } catch (const std::exception& error) {
        FAIL() << error.what() << " in " << kiosk_->step();
    }
    EXPECT_GE(walked.size(), 11U) << testing::PrintToString(walked);
    for (const char* id : {"keypad", "display", "burn-in", "upright", "sound-left", "sound-right", "printer"})
        EXPECT_EQ(last_result(std::string("hands.") + id).value("verdict", ""), "pass") << id;
    EXPECT_EQ(last_result("hands.touch").value("verdict", ""), "fail") << "a key is no finger: it ends by itself";
    EXPECT_EQ(last_result("hands.cover").value("verdict", ""), "fail");
    EXPECT_THAT(last_result("hands.cover").value("value", ""), HasSubstr("gpio-cover"));
    EXPECT_FALSE(last_result("camera.both.chart").is_null());
    EXPECT_FALSE(last_result("storage.space").is_null()) << "what needs no hand comes last";
    EXPECT_EQ(last_result("security.erasure-now").value("verdict", ""), "pass");
    std::ifstream printed(folder_ / "lp0");
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(printed), {}), HasSubstr("Vestibule - test page"));
    EXPECT_GT(fs::file_size(folder_ / "played.raw"), 48'000U * 4) << "nothing was played";
}

/// Hears what has the focus, moves it, acts: never a touch.
TEST_F(Staff, WalkThroughAllTestsByKeypadAlone) {
    start(false);
    const auto act = [this](const std::string& words) { act_on(words); };
    try {
        for (int i = 0; i < 6; ++i) kiosk_->key("Escape");
        kiosk_->wait_for("Person");
        act("1"), act("7"), act("Continue");
        kiosk_->wait_for("Code");
        for (const char digit : code(17)) act(std::string(1, digit));
        kiosk_->wait_for("Home");
        act("Quick test");
        kiosk_->wait_for("Tests", 60s);
        // Each test is reached, and run by itself.
        const json rows = kiosk_->node("tests")["children"];
        ASSERT_GT(rows.size(), 20U);
        for (const json& row : rows) {
            const std::string id = row.value("id", "").substr(5);
            if (id.starts_with("hands.") || id.ends_with(".chart")) continue;
            const json words = row.at("children").at(0).at("children").at(0);
            act("Test: " + words.value("label", ""));
            kiosk_->wait_for("Tests", 60s);
            EXPECT_FALSE(last_result(id).is_null()) << id;
        }
        act("Test: Keypad, by hand");
        kiosk_->wait_for("Keypad");
        for (const char* key : {"Up", "Down", "Left", "Right", "Return", "Escape"}) kiosk_->key(key);
        kiosk_->wait_for("Home");
        EXPECT_EQ(last_result("hands.keypad").value("verdict", ""), "pass");
        act("Back to patients");
        kiosk_->wait_for("Welcome");
    } catch (const std::exception& error) {
        FAIL() << error.what() << " in " << kiosk_->step();
    }
}

TEST_F(Staff, GetInWithSettingsThatAreBroken) {
    std::ofstream(folder_ / "site.toml", std::ios::app) << "nonsense = [\n";
    start();
    enter(17, code(17));
    kiosk_->wait_for("Person");
    // The built-in settings name a secret that this machine does not have: the screen says so, and nothing crashes.
    EXPECT_THAT(label("refused"), HasSubstr("no access secret"));
}

TEST_F(Staff, FindNoCodeAndNoSecretInAnythingThatIsWritten) {
    start();
    const std::string typed = code(17);
    enter(17, typed);
    kiosk_->wait_for("Home");
    kiosk_->press("leave");
    EXPECT_EQ(kiosk_->stop(), 0);
    const std::string secret(device::base32(secret_.bytes));
    for (const auto& entry : fs::recursive_directory_iterator(kiosk_->state_folder())) {
        if (!entry.is_regular_file()) continue;
        const std::string text(std::istreambuf_iterator<char>(std::ifstream(entry.path()).rdbuf()), {});
        EXPECT_EQ(text.find(typed), std::string::npos) << entry.path();
        EXPECT_EQ(text.find(secret), std::string::npos) << entry.path();
    }
}

}  // namespace
}  // namespace vestibule::flows
