// upkeep_test - the real program on a made-up machine: a display that is unplugged and plugged in again, a touch screen
// and a camera that go, a clock that was never set.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/ladder/keeping.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "tests/flows/journal_words.hpp"
#include "tests/flows/noted_hand.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using ::testing::Contains;
using ::testing::HasSubstr;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::chrono::seconds kBackWithin{5};  // R3

class Upkeep : public testing::Test {
protected:
    Upkeep()
        : root_(fs::path(services_.directory()) / "machine"), hand_(fs::path(services_.directory()) / "hand.sock") {
        file("sys/class/drm/card0-HDMI-A-1/status", "connected\n");
        file("proc/swaps", "Filename Type Size Used Priority\n");
    }
    void file(const std::string& name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::trunc) << text;
    }
    void display(bool connected) const {
        file("sys/class/drm/card0-HDMI-A-1/status", connected ? "connected\n" : "disconnected\n");
    }
    [[nodiscard]] fs::path touch_folder() const { return root_ / "sys/devices/usb1/1-1/1-1.3/1-1.3:1.0/input/input5"; }
    void plug_touch() const {
        file("sys/devices/usb1/1-1/1-1.3/1-1.3:1.0/input/input5/properties", "2\n");
        file("sys/devices/usb1/1-1/1-1.3/1-1.3:1.0/input/input5/capabilities/abs", "260800000000003\n");
        fs::create_directories(root_ / "sys/class/input");
        std::error_code there;
        fs::create_directory_symlink(touch_folder(), root_ / "sys/class/input/input5", there);
    }
    void start(KioskLaunch launch = {}) {
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.more.insert(launch.more.end(), {"--machine-root", root_.string(), "--hand-socket",
                                               (fs::path(services_.directory()) / "hand.sock").string()});
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for("Welcome");
    }
    std::vector<std::string> journal() const { return journal_words(kiosk_->state_folder()); }
    bool journal_comes_to_hold(const std::string& text) const {
        for (const auto until = std::chrono::steady_clock::now() + 30s; std::chrono::steady_clock::now() < until;
             std::this_thread::sleep_for(100ms)) {
            for (const std::string& line : journal()) {
                if (line.find(text) != std::string::npos) return true;
            }
        }
        return false;
    }

    sandbox::Sandbox services_;
    fs::path root_;
    NotedHand hand_;
    std::unique_ptr<Kiosk> kiosk_;
};

TEST_F(Upkeep, ADisplayThatIsUnpluggedEndsTheVisitAndIsBackWithinSeconds) {
    start();
    kiosk_->press("continue");
    kiosk_->press("yes");
    const int pid = kiosk_->state().value("pid", 0);
    display(false);
    ASSERT_TRUE(journal_comes_to_hold("visit_erased (success) ending=device_fault"))
        << "the visit was erased and its successor has told so, though nobody can see it";
    EXPECT_FALSE(kiosk_->ask({{"do", "state"}}).value("ok", false)) << "nothing is served while nothing can be seen";
    std::this_thread::sleep_for(2s);
    display(true);
    const auto plugged = std::chrono::steady_clock::now();
    kiosk_->wait_for_any({"Welcome", "Erased"}, kBackWithin);
    EXPECT_LT(std::chrono::steady_clock::now() - plugged, kBackWithin);
    EXPECT_NE(kiosk_->state().value("pid", 0), pid);
    EXPECT_TRUE(journal_comes_to_hold("device_fault (failure) error=E304_DisplayLost"));
}

TEST_F(Upkeep, ADisplayThatBlinksIsNoUnplug) {
    start();
    kiosk_->press("continue");
    const int pid = kiosk_->state().value("pid", 0);
    for (int blink = 0; blink < 3; ++blink) {
        display(false);
        std::this_thread::sleep_for(50ms);
        display(true);
        std::this_thread::sleep_for(1s);
    }
    EXPECT_EQ(kiosk_->state().value("pid", 0), pid);
    EXPECT_EQ(kiosk_->step(), "BeforeYouStart");
}

TEST_F(Upkeep, ATouchScreenThatVanishesIsSwitchedOffAndOnThenTheKioskRests) {
    plug_touch();
    start();
    // Its port is in the store before anything happens to it.
    std::this_thread::sleep_for(2s);
    fs::remove_all(touch_folder());
    fs::remove(root_ / "sys/class/input/input5");
    const auto asked_twice = [this] { return hand_.asked().size() >= 2; };
    for (int wait = 0; wait < 300 && !asked_twice(); ++wait) {
        kiosk_->advance(1s);
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_THAT(hand_.asked(), ::testing::ElementsAre("usb-power-cycle 1-1.3", "usb-power-cycle 1-1.3"));
    kiosk_->advance(20s);
    ASSERT_TRUE(journal_comes_to_hold("ladder=touch rung=restart error=E305_TouchLost bus=1 port=103"));
    kiosk_->wait_until([](const auto& now) { return now.value("ok", false); }, "the next process");
    for (int wait = 0; wait < 100 && kiosk_->ask({{"do", "state"}}).value("step", "") != "OutOfService"; ++wait) {
        (void)kiosk_->ask({{"do", "advance"}, {"ms", 1000}});
        std::this_thread::sleep_for(100ms);
    }
    kiosk_->wait_for("OutOfService");
    EXPECT_THAT(kiosk_->words(), Contains(HasSubstr("E305"))) << "the notice names the touch screen";
    EXPECT_THAT(journal(), ::testing::Not(Contains(HasSubstr("rung=reboot"))));
}

TEST_F(Upkeep, AKioskWithAKeypadStaysInServiceWithoutItsTouchScreen) {
    plug_touch();
    file("sys/class/input/input7/capabilities/key", "168000000000 10000000\n");
    start();
    std::this_thread::sleep_for(2s);
    fs::remove_all(touch_folder());
    fs::remove(root_ / "sys/class/input/input5");
    ASSERT_TRUE(journal_comes_to_hold("ladder=touch rung=power_cycle"));
    for (int wait = 0; wait < 100; ++wait) {
        (void)kiosk_->ask({{"do", "advance"}, {"ms", 1000}});
        std::this_thread::sleep_for(30ms);
    }
    kiosk_->wait_for("Welcome");
    kiosk_->key("Tab");
    kiosk_->key("Return");
    EXPECT_THAT(journal(), ::testing::Not(Contains(HasSubstr("rung=out_of_service"))));
}

TEST_F(Upkeep, ACameraThatIsLostIsKeptInTheStoreAndThePatientGoesOn) {
    start();
    kiosk_->steer({{"show", "nothing"}});
    Play play(services_, *kiosk_, true, [](const std::string&) {});
    play.to_the_camera();
    kiosk_->steer({{"fault", "missing"}});
    kiosk_->wait_until([](const auto& now) { return now.value("camera_lost", false); }, "the loss to be noticed");
    EXPECT_TRUE(journal_comes_to_hold("ladder=document_camera rung=reopen error=E302_CameraLost"));
    EXPECT_TRUE(kiosk_->node("phone").is_object()) << "the phone is a way on";
    EXPECT_THAT(journal(), ::testing::Not(Contains(HasSubstr("rung=restart")))) << "never under a patient";
}

/// It was lost under the patient before, at this port; from then on it is never there again.
TEST_F(Upkeep, ACameraThatStaysAwayClimbsItsWholeLadder) {
    KioskLaunch launch;
    launch.state = fs::path(services_.directory()) / "state";
    {
        const drivers::SystemClock clock;
        auto store = journal::Store::open(launch.state, clock);
        ASSERT_TRUE(store.ok());
        const device::Standing lost{
            .rung = device::Rung::Reopen, .tries = 1, .code = ErrorCode::CameraLost, .port = "1-1.4"};
        ASSERT_TRUE(
            store->transaction([&] { return device::keep_standing(*store, device::LadderId::DocumentCamera, lost); })
                .ok());
    }
    start(launch);
    std::ofstream(kiosk_->folder() / device::kVisitLock) << "";  // as any patient before has left it
    const auto until = [this](const std::function<bool()>& done) {
        for (int wait = 0; wait < 1200 && !done(); ++wait) {
            (void)kiosk_->ask({{"do", "steer"}, {"camera", {{"fault", "missing"}}}});  // each process has its own
            (void)kiosk_->ask({{"do", "advance"}, {"ms", 500}});
            std::this_thread::sleep_for(20ms);
        }
        return done();
    };
    const auto asked = [this](const std::string& what) { return std::ranges::count(hand_.asked(), what); };
    ASSERT_TRUE(until([&] { return asked("usb-power-cycle 1-1.4") == 2; })) << kiosk_->step();
    EXPECT_EQ(asked("reboot"), 0);
    ASSERT_TRUE(until([&] { return asked("reboot") == 1; })) << kiosk_->step();
    ASSERT_TRUE(journal_comes_to_hold("ladder=document_camera rung=restart"));
    ASSERT_TRUE(journal_comes_to_hold("ladder=document_camera rung=reboot"));
    ASSERT_TRUE(until([&] { return kiosk_->ask({{"do", "state"}}).value("step", "") == "OutOfService"; }));
    EXPECT_THAT(kiosk_->words(), Contains(HasSubstr("E302"))) << "the notice names the camera";
    EXPECT_EQ(asked("usb-power-cycle 1-1.4"), 2) << "no step is taken twice";
    EXPECT_EQ(asked("reboot"), 1) << "nor is the machine rebooted for ever";
}

TEST_F(Upkeep, ATouchScreenThatIsHeldByNobodyIsSwitchedOffAndOn) {
    plug_touch();
    start();
    std::this_thread::sleep_for(2s);  // its port is in the store
    kiosk_->must({{"do", "finger"}, {"x", 0.5F}, {"y", 0.02F}, {"up", false}});
    const auto switched = [this] { return !hand_.asked().empty(); };
    for (int wait = 0; wait < 300 && !switched(); ++wait) {
        kiosk_->advance(500ms);
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_THAT(hand_.asked(), ::testing::ElementsAre("usb-power-cycle 1-1.3"));
    EXPECT_TRUE(journal_comes_to_hold("ladder=touch rung=power_cycle error=E306_TouchStuck"));
    for (int wait = 0; wait < 200; ++wait) {
        kiosk_->advance(500ms);
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_EQ(hand_.asked().size(), 1U) << "with its power off it holds nothing any more";
    kiosk_->press("continue");
    kiosk_->wait_for("BeforeYouStart");
}

TEST_F(Upkeep, WithoutTheTimeNoServiceIsSpokenToAndTheScreenSaysWhy) {
    KioskLaunch launch;
    launch.more = {"--clock-lost"};
    start(launch);
    EXPECT_THAT(kiosk_->words(), Contains(HasSubstr("Setting the clock")));
    kiosk_->press("continue");
    kiosk_->press("yes");
    kiosk_->wait_for_any({"ServiceTrouble", "ChooseProvider"});
    kiosk_->must({{"do", "set-clock"}});
    for (int wait = 0; wait < 100; ++wait) {  // the loop looks once a second at most
        if (kiosk_->step() != "ServiceTrouble" || !kiosk_->node("try-again").is_object()) break;
        kiosk_->press("try-again");
        std::this_thread::sleep_for(100ms);
    }
    kiosk_->wait_for("ChooseProvider");
    const auto words = kiosk_->words();
    EXPECT_THAT(words, ::testing::Not(Contains(HasSubstr("Setting the clock"))));
}

}  // namespace
}  // namespace vestibule::flows
