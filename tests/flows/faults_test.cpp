// faults_test - the panel of faults: what is pressed happens to the running kiosk, which copes, and comes back.
#include <gtest/gtest.h>

#include "tests/flows/faults.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

TEST(Faults, ArePressedNoticedAndUndone) {
    sandbox::Sandbox services;
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    automation::Kiosk kiosk(services, launch);
    Play play(services, kiosk, true, [](const std::string&) {});
    const auto press = [&](std::string_view line) { return press_fault(line, services, kiosk); };
    const auto camera_is = [&](bool lost) {
        kiosk.wait_until([lost](const auto& now) { return now.value("camera_lost", !lost) == lost; }, "the camera");
    };
    kiosk.wait_for("Welcome");
    play.begin(Provider::Clear);
    play.choose_here();
    play.new_account({}, Provider::Clear);
    EXPECT_EQ(press("camera-frozen"), "now: the camera shows the same picture again and again");
    kiosk.press("license");
    camera_is(true);
    EXPECT_EQ(press("0"), "now: everything is well again");
    kiosk.wait_for_any({"FrontReview"});
    EXPECT_NE(press("no-such-fault").find("camera-gone"), std::string::npos) << "the menu says what there is";
    // A visit that is killed is followed by one that has checked that nothing is left.
    (void)press("crash");
    kiosk.wait_for_any({"Erased", "Welcome"});
}

TEST(Faults, HaveANumberAndANameEach) {
    const std::string menu = fault_menu();
    for (std::size_t i = 0; i < faults().size(); ++i) {
        EXPECT_NE(menu.find("  " + std::to_string(i) + "  " + std::string(faults()[i].name)), std::string::npos);
    }
    EXPECT_EQ(faults()[0].name, "none");
}

}  // namespace
}  // namespace vestibule::flows
