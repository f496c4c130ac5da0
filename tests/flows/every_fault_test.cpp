// every_fault_test - whatever the panel can break, the kiosk notices: at the patient's screen, in the journal, or in
// the self test that a technician asks for. A fault that nobody has said this of is red.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "tests/automation/made_up_machine.hpp"
#include "tests/automation/small_disk.hpp"
#include "tests/flows/faults.hpp"
#include "tests/flows/staff_fixture.hpp"

namespace vestibule::flows {
namespace {

using automation::MadeUpMachine;
using automation::SmallDisk;

class EveryFault : public Staff, public testing::WithParamInterface<std::string> {
protected:
    EveryFault() : machine_(folder_ / "machine") {
        std::ofstream(folder_ / "site.toml") << "[access]\nsecret = \"access.secret\"\n[devices]\nsound = \"default\"\n"
                                             << "printer = \"" << automation::kMadeUpPrinter << "\"\n";
        machine_.make_whole();
    }
    void begin(bool staff, const fs::path& state = {}) {
        KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.machine = machine_.folder();
        launch.state = state;
        launch.more = {"--config", folder_ / "site.toml"};
        if (staff) launch.more.insert(launch.more.end(), {"--mode", "technician"});
        launch.forever = !staff;
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for(staff ? "Person" : "Welcome");
        play_.emplace(services_, *kiosk_, true, [](const std::string&) {});
    }
    void press(const std::string& fault) { EXPECT_THAT(press_fault(fault, services_, *kiosk_), HasSubstr("now: ")); }
    void camera_is(bool lost) {
        kiosk_->wait_until([lost](const json& now) { return now.value("camera_lost", !lost) == lost; }, "the camera");
    }
    void trouble() { kiosk_->wait_for("ServiceTrouble", 60s); }

    // How each is noticed.
    void by_the_camera() {
        begin(false);
        play_->begin(Provider::Clear);
        play_->choose_here();
        play_->new_account({}, Provider::Clear);
        press(GetParam());
        kiosk_->press("license");
        camera_is(true);
        press("none");
        kiosk_->wait_for_any({"FrontReview"});
    }
    void by_the_first_service() {
        begin(false);
        press(GetParam());
        kiosk_->press("continue");
        kiosk_->press("yes");
        // Who checks the ID is asked of services that none answers: it says so, and goes on once one does.
        kiosk_->wait_until([&](const json&) { return !kiosk_->node("none-ready").is_null(); }, "no service", 60s);
        press("none");
        kiosk_->press("try-again");
        kiosk_->wait_until([&](const json&) { return kiosk_->node("none-ready").is_null(); }, "the way on", 60s);
    }
    /// What takes half a minute is waited for, and the screen says what is waited for.
    void by_the_wait() {
        begin(false);
        press(GetParam());
        kiosk_->press("continue");
        kiosk_->press("yes");
        kiosk_->wait_until([&](const json&) { return !kiosk_->node("checking").is_null(); }, "the wait to be told");
        std::this_thread::sleep_for(5s);
        EXPECT_FALSE(kiosk_->node("checking").is_null()) << "who answers at once is not waited for so long";
    }
    void by_the_relay() {
        begin(false);
        play_->begin(Provider::Clear);
        play_->choose_here();
        play_->new_account({}, Provider::Clear);
        play_->take_pictures(Document::License);
        press(GetParam());
        kiosk_->press("continue");
        trouble();
        press("none");
        kiosk_->press("try-again");
        kiosk_->wait_for_any({"CheckDetails", "Verifying", "Verified"});
    }
    void by_the_search() {
        begin(false);
        play_->begin(Provider::Clear);
        play_->choose_here();
        play_->sign_in({.email = "returning@example.org", .phone_e164 = "+14155550123", .password = "correct horse 42"},
                       Provider::Clear);
        press(GetParam());
        kiosk_->press("continue");
        trouble();
    }
    void by_the_next_process() {
        begin(false);
        kiosk_->press("continue");
        const int pid = kiosk_->state().value("pid", 0);
        press(GetParam());
        kiosk_->wait_until([pid](const json& now) { return now.value("pid", pid) != pid; }, "the next process");
        say_in_journal("visit_erased", "ending=crashed");
    }
    void by_the_case() {
        begin(false);
        press(GetParam());
        kiosk_->wait_for("OutOfService");
        EXPECT_THAT(label("code"), HasSubstr("366"));
        say_in_journal("case_opened", "");
    }
    void by_the_clock() {
        begin(false);
        EXPECT_TRUE(kiosk_->node("clock").is_null());
        press(GetParam());
        kiosk_->wait_until([&](const json&) { return !kiosk_->node("clock").is_null(); }, "the clock to be missed");
        press("none");
        kiosk_->wait_until([&](const json&) { return kiosk_->node("clock").is_null(); }, "the clock to be right");
    }
    void by_the_ladder() {
        begin(false);
        std::this_thread::sleep_for(2s);  // its port is in the store before anything happens to it
        press(GetParam());
        say_in_journal("ladder=touch", "E305_TouchLost");
    }
    std::string verdict(const std::string& test) {
        const json row = kiosk_->node("test-" + test);
        return row.is_object() ? row.dump() : "";
    }
    /// Good before, bad with the fault, good again without.
    void by_the_test(const std::string& test, const fs::path& state = {}) {
        begin(true, state);
        come_in();
        kiosk_->press("open-tests");
        kiosk_->wait_for("Tests");
        const auto run_and_see = [&](const std::string& word) {
            kiosk_->press("run-" + test);
            kiosk_->wait_until([&](const json& now) { return !now.value("pending", true); }, "the test to end", 60s);
            EXPECT_THAT(verdict(test), HasSubstr(word)) << test;
        };
        run_and_see("Good");
        press(GetParam());
        const auto bad = test == "device.keypad" ? "Look at it" : "Not good";
        run_and_see(bad);
        press("none");
        run_and_see("Good");
    }
    void by_a_small_disk() {
        const SmallDisk disk(folder_ / "small", "4m");
        if (!disk.mounted()) GTEST_SKIP() << "a disk of its own needs root";
        by_the_test("storage.write", disk.folder());
        kiosk_->stop();
    }

    void notice() {
        const std::map<std::string, std::function<void()>> ways{
            {"camera-gone", [this] { by_the_camera(); }},
            {"camera-frozen", [this] { by_the_camera(); }},
            {"camera-garbage", [this] { by_the_camera(); }},
            {"network-cut", [this] { by_the_first_service(); }},
            {"services-slow", [this] { by_the_wait(); }},
            {"certificate-expired", [this] { by_the_first_service(); }},
            {"relay-cut", [this] { by_the_relay(); }},
            {"records-down", [this] { by_the_search(); }},
            {"crash", [this] { by_the_next_process(); }},
            {"case-opened", [this] { by_the_case(); }},
            {"clock-lost", [this] { by_the_clock(); }},
            {"touch-gone", [this] { by_the_ladder(); }},
            {"keypad-gone", [this] { by_the_test("device.keypad"); }},
            {"sound-missing", [this] { by_the_test("device.sound"); }},
            {"no-paper", [this] { by_the_test("device.printer"); }},
            {"disk-full", [this] { by_a_small_disk(); }}};
        const auto way = ways.find(GetParam());
        ASSERT_NE(way, ways.end()) << "nobody has said how the kiosk notices it";
        way->second();
    }

    const MadeUpMachine machine_;
    std::optional<Play> play_;
};

TEST_P(EveryFault, IsNoticed) {
    notice();
}

std::vector<std::string> all_but_none() {
    std::vector<std::string> names;
    for (const Fault& fault : faults()) {
        if (fault.name != "none") names.emplace_back(fault.name);
    }
    return names;
}

INSTANTIATE_TEST_SUITE_P(Panel, EveryFault, testing::ValuesIn(all_but_none()), [](const auto& one) {
    std::string name = one.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace vestibule::flows
