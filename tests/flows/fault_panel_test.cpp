// fault_panel_test - a real click on a button of the panel, and the kiosk copes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "tests/flows/display.hpp"
#include "tests/flows/fault_panel.hpp"
#include "tests/flows/faults.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using namespace std::chrono_literals;

std::size_t number_of(std::string_view name) {
    for (std::size_t i = 0; i < faults().size(); ++i) {
        if (faults()[i].name == name) return i;
    }
    ADD_FAILURE() << name;
    return 0;
}

TEST(FaultPanel, AButtonThatIsClickedBreaksTheCameraAndTheKioskCopes) {
    const Display display("1000x1000");
    setenv("DISPLAY", display.name().c_str(), 1);
    unsetenv("SDL_VIDEODRIVER");
    auto panel = FaultPanel::open();
    ASSERT_NE(panel, nullptr);
    sandbox::Sandbox services;
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    automation::Kiosk kiosk(services, launch);
    Play play(services, kiosk, true, [](const std::string&) {});
    /// As the demo's loop does it.
    const auto click = [&](std::string_view name) {
        const auto spot = FaultPanel::spot_of(number_of(name));
        EXPECT_EQ(display.run({"xdotool", "mousemove", std::to_string(spot.x), std::to_string(spot.y), "click", "1"}),
                  0);
        for (int i = 0; i < 100; ++i, std::this_thread::sleep_for(50ms)) {
            const auto fault = panel->pressed();
            if (!fault) continue;
            EXPECT_EQ(faults()[*fault].name, name);
            (void)press_fault(faults()[*fault].name, services, kiosk);
            panel->show(*fault);
            return;
        }
        ADD_FAILURE() << "nothing was pressed";
    };
    const auto camera_is = [&](bool lost) {
        kiosk.wait_until([lost](const auto& now) { return now.value("camera_lost", !lost) == lost; }, "the camera");
    };
    kiosk.wait_for("Welcome");
    play.begin(Provider::Clear);
    play.choose_here();
    play.new_account({}, Provider::Clear);
    click("camera-frozen");
    kiosk.press("license");
    camera_is(true);
    if (const char* folder = std::getenv("VESTIBULE_PICTURES")) {
        EXPECT_TRUE(display.picture(std::string(folder) + "/fault-panel.png"));
    }
    click("none");
    kiosk.wait_for_any({"FrontReview"});
    click("crash");
    kiosk.wait_for_any({"Erased", "Welcome"});
}

}  // namespace
}  // namespace vestibule::flows
