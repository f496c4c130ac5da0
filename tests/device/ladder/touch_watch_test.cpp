// touch_watch_test - a finger that stays, a rain of touches, and that people's hands are never taken for either.
#include "kiosk/device/ladder/touch_watch.hpp"

#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;

struct Glass {
    TouchWatch watch;
    drivers::SimulatedClock clock;
    bool tap(std::int64_t device, bool attract) {
        const bool meant = watch.down(device, 1, attract, clock.now());
        watch.up(device, 1, clock.now());
        return meant;
    }
};

TEST(TouchWatch, IgnoresAContactThatStays) {
    Glass glass;
    EXPECT_TRUE(glass.watch.down(7, 1, false, glass.clock.now()));
    glass.clock.advance(29s);
    glass.watch.look(glass.clock.now());
    EXPECT_FALSE(glass.watch.stuck());
    glass.clock.advance(1s);
    glass.watch.look(glass.clock.now());
    EXPECT_TRUE(glass.watch.stuck());
    EXPECT_FALSE(glass.watch.down(7, 2, false, glass.clock.now())) << "the device is not believed";
    EXPECT_TRUE(glass.watch.down(8, 1, false, glass.clock.now())) << "another one is";
}

TEST(TouchWatch, IgnoresARainOfTouchesWhereNobodyIsServed) {
    Glass glass;
    for (int i = 0; i < 10; ++i, glass.clock.advance(50ms)) EXPECT_TRUE(glass.tap(7, true));
    EXPECT_FALSE(glass.tap(7, true));
    EXPECT_TRUE(glass.watch.stuck());
    glass.clock.advance(10s);
    glass.watch.look(glass.clock.now());
    EXPECT_FALSE(glass.watch.stuck()) << "after ten quiet seconds the glass may have been wiped";
    EXPECT_TRUE(glass.tap(7, true));
}

TEST(TouchWatch, LetsAPatientTypeFast) {
    Glass glass;
    for (int i = 0; i < 300; ++i, glass.clock.advance(60ms)) ASSERT_TRUE(glass.tap(7, false));
    for (int i = 0; i < 300; ++i, glass.clock.advance(110ms)) ASSERT_TRUE(glass.tap(7, true)) << "a playing child";
}

TEST(TouchWatch, ForgetsWhatAScreenHeldWhosePowerWasSwitched) {
    Glass glass;
    glass.watch.down(7, 1, false, glass.clock.now());
    glass.clock.advance(40s);
    glass.watch.look(glass.clock.now());
    ASSERT_TRUE(glass.watch.stuck());
    glass.watch.forget();
    EXPECT_FALSE(glass.watch.stuck());
}

}  // namespace
}  // namespace vestibule::device
