// twins_test - a visit looks the same to the pixel whether or not somebody was there before.
#include <gtest/gtest.h>

#include "tests/erasure/canary.hpp"
#include "tests/erasure/looks.hpp"

namespace vestibule::erasure {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using flows::Play;

/// The looks of a visit, after another patient's if asked for.
Looks looks(bool somebody_before) {
    sandbox::Sandbox services;
    KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    Kiosk kiosk(services, launch);
    if (somebody_before) {
        Play before(services, kiosk, true, [&kiosk](const std::string& step) {
            if (step == "Welcome") kiosk.press("language-es");
            if (step == "ChooseHow") kiosk.press("text-size");
        });
        before.begin(flows::Provider::IdMe);
        before.choose_here();
        before.new_account(canary(), flows::Provider::IdMe);
        kiosk.press("stop");
        kiosk.press("erase-now");
        before.wait_for_erased();
        kiosk.press("continue");
    }
    return looks_of_a_visit(services, kiosk);
}

TEST(Twins, NobodyCanSeeThatSomebodyWasHere) {
    const Looks alone = looks(false);
    const Looks after = looks(true);
    EXPECT_GE(alone.size(), 17U);
    ASSERT_EQ(alone.size(), after.size());
    for (const auto& [step, look] : alone) EXPECT_EQ(after.at(step), look) << step << " differs after another patient";
}

}  // namespace
}  // namespace vestibule::erasure
