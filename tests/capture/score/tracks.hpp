// tracks - how hands hold documents before cameras: recorded where the recordings are there, else drawn at random.
#pragma once

#include <string>
#include <vector>

#include "tests/capture/score/random.hpp"

namespace vestibule::score {

/// Millimetres and radians, before a camera that looks along z.
struct Pose {
    double x = 0, y = 0, z = 300;
    double pitch = 0, yaw = 0, roll = 0;
    friend Pose operator+(const Pose& a, const Pose& b) {
        return {a.x + b.x, a.y + b.y, a.z + b.z, a.pitch + b.pitch, a.yaw + b.yaw, a.roll + b.roll};
    }
    friend Pose operator*(const Pose& a, double by) {
        return {a.x * by, a.y * by, a.z * by, a.pitch * by, a.yaw * by, a.roll * by};
    }
};
inline constexpr Pose nowhere{.x = 0, .y = 0, .z = 0, .pitch = 0, .yaw = 0, .roll = 0};

/// Offsets from the middle of a hold, ten a second.
using Track = std::vector<Pose>;

/// The recorded ones of a file of corners (see the samples' README), or none where it cannot be read.
[[nodiscard]] std::vector<Track> recorded_tracks(const std::string& path);
/// A hold with the speeds that are published for such recordings: medians of 9 to 28 mm/s.
[[nodiscard]] Track drawn_track(Random& random);
[[nodiscard]] Pose at(const Track& track, double seconds);

}  // namespace vestibule::score
