// gesture_test - the lower corners in turn, or one key six times; nothing that a patient does by the way.
#include <gtest/gtest.h>

#include <random>

#include "kiosk/staff/gesture.hpp"

namespace vestibule::staff {
namespace {

using namespace std::chrono_literals;

drivers::TimePoint at(std::chrono::milliseconds time) {
    return drivers::TimePoint(time);
}
constexpr float kLow = 0.98F, kLeft = 0.03F, kRight = 0.97F;

TEST(Gesture, IsTheLowerCornersInTurn) {
    Gesture gesture;
    for (int i = 0; i < kGestureTouches; ++i)
        EXPECT_EQ(gesture.touched(i % 2 == 0 ? kLeft : kRight, kLow, at(500ms * i)), i == kGestureTouches - 1) << i;
    EXPECT_FALSE(gesture.touched(kLeft, kLow, at(3500ms))) << "and then it begins anew";
}

TEST(Gesture, IsSixTimesTheBackKey) {
    Gesture gesture;
    for (int i = 0; i < kGestureTouches; ++i) EXPECT_EQ(gesture.key(true, at(300ms * i)), i == kGestureTouches - 1);
}

TEST(Gesture, IsNotMadeSlowlyOrInAnotherOrder) {
    Gesture gesture;
    for (int i = 0; i < 4 * kGestureTouches; ++i)
        EXPECT_FALSE(gesture.touched(i % 2 == 0 ? kLeft : kRight, kLow, at(2s * i)));
    for (int i = 0; i < 4 * kGestureTouches; ++i) EXPECT_FALSE(gesture.touched(kLeft, kLow, at(100s + 100ms * i)));
    for (int i = 0; i < 4 * kGestureTouches; ++i) EXPECT_FALSE(gesture.key(i % 3 != 0, at(200s + 100ms * i)));
    for (int i = 0; i < 4 * kGestureTouches; ++i)
        EXPECT_FALSE(gesture.touched(i % 2 == 0 ? kLeft : kRight, 0.5F, at(300s + 100ms * i)));
    for (int i = 0; i < 4 * kGestureTouches; ++i) {
        EXPECT_FALSE(gesture.touched(i % 2 == 0 ? kLeft : kRight, kLow, at(400s + 200ms * i)));
        EXPECT_FALSE(gesture.touched(0.5F, 0.6F, at(400s + 200ms * i + 100ms))) << "a touch elsewhere is no part of it";
    }
}

/// Whoever wipes over the glass or bangs on it, four touches a second, for a working day.
TEST(Gesture, IsHardlyEverMadeByChance) {
    std::mt19937 dice(7);
    std::uniform_real_distribution<float> place(0, 1);
    Gesture gesture;
    int made = 0;
    for (int i = 0; i < 8 * 3600 * 4; ++i) made += gesture.touched(place(dice), place(dice), at(250ms * i)) ? 1 : 0;
    EXPECT_EQ(made, 0);
}

}  // namespace
}  // namespace vestibule::staff
