// motion - sums of slow waves whose periods have no common measure, so that the movement does not repeat.
#include "drivers/camera/simulated/motion.hpp"

#include <cmath>
#include <numbers>

namespace vestibule::drivers::simulated {
namespace {

double wave(double seconds, double period_s, double phase) {
    return std::sin(2 * std::numbers::pi * (seconds / period_s + phase));
}

double wander(double seconds, double phase) {
    return 0.55 * wave(seconds, 5.3, phase) + 0.3 * wave(seconds, 2.9, phase * 1.7 + 0.2) +
           0.15 * wave(seconds, 1.27, phase * 2.3 + 0.6);
}

/// What a hand that wants to be still does all the same: corrections of a millimetre twice a second, and a
/// tremor of nine in a second. With the wandering its corners have a median of 7 mm/s, as the calmer half of recorded
/// hands (hands_test).
double shake(double seconds, double phase) {
    constexpr double width_mm = 124;  // what the frame shows where the document is held
    const double corrections_mm = 0.60 * wave(seconds, 0.61, phase) + 0.42 * wave(seconds, 0.37, phase * 3.1);
    const double tremor_mm = 0.07 * wave(seconds, 0.113, phase * 5.3);
    return (corrections_mm + tremor_mm) / width_mm;
}

}  // namespace

Pose hand_at(double seconds, bool moving) {
    Pose pose;
    const double reach = moving ? 0.15 : 0.014;
    const double time = moving ? seconds * 9 : seconds;
    pose.x += reach * wander(time, 0.1) + shake(seconds, 0.2);
    pose.y += reach * wander(time, 0.43) + 16.0 / 9 * shake(seconds, 0.7);
    pose.scale = 1 + 0.010 * wander(seconds, 0.7) + 0.5 * shake(seconds, 0.4);
    pose.turn_radians = 0.021 + 0.014 * wander(seconds, 0.9) + 0.8 * shake(seconds, 0.9);
    pose.slant = 0.010 + 0.008 * wander(seconds, 0.25) + shake(seconds, 0.5);
    return pose;
}

Pose person_at(double seconds, bool moving) {
    Pose pose;
    const double reach = moving ? 0.13 : 0.006;
    const double time = moving ? seconds * 3 : seconds;
    pose.x += reach * wander(time, 0.3);
    pose.y += 0.4 * reach * wander(time, 0.8);
    pose.scale = 1 + 0.006 * wander(seconds, 0.15);
    pose.turn_radians = 0.008 * wander(seconds, 0.55);
    return pose;
}

}  // namespace vestibule::drivers::simulated
