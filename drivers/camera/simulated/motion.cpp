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

}  // namespace

Pose hand_at(double seconds, bool moving) {
    Pose pose;
    const double reach = moving ? 0.15 : 0.008;
    const double time = moving ? seconds * 9 : seconds;
    pose.x += reach * wander(time, 0.1);
    pose.y += reach * wander(time, 0.43);
    pose.scale = 1 + 0.008 * wander(seconds, 0.7);
    pose.turn_radians = 0.021 + 0.010 * wander(seconds, 0.9);
    pose.slant = 0.008 + 0.006 * wander(seconds, 0.25);
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
