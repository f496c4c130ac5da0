// pinhole - the corners of a card before a pinhole, turned within its plane and about two axes.
#pragma once

#include <array>
#include <cmath>
#include <opencv2/core.hpp>

namespace vestibule::capture::test {

struct Held {
    double focal_px = 1400, z_mm = 180;
    double turn = 0, pitch = 0, yaw = 0;  ///< radians
    cv::Point2d middle{640, 360};         ///< where its middle is seen, in a picture of 1280 x 720
    double width_mm = 85.6, height_mm = 54;
};

[[nodiscard]] inline std::array<cv::Point2f, 4> corners_of(const Held& held) {
    const cv::Point2d centre(640, 360);
    std::array<cv::Point2f, 4> out;
    for (std::size_t at = 0; at < 4; ++at) {
        const double u = held.width_mm / 2 * (at == 1 || at == 2 ? 1 : -1), v = held.height_mm / 2 * (at >= 2 ? 1 : -1);
        const double x = u * std::cos(held.turn) - v * std::sin(held.turn),
                     y = u * std::sin(held.turn) + v * std::cos(held.turn);
        const double deep = -x * std::sin(held.yaw);
        const double depth = held.z_mm + y * std::sin(held.pitch) + deep * std::cos(held.pitch);
        const cv::Point2d at_mm =
            (held.middle - centre) * (held.z_mm / held.focal_px) +
            cv::Point2d(x * std::cos(held.yaw), y * std::cos(held.pitch) - deep * std::sin(held.pitch));
        out[at] = centre + at_mm * (held.focal_px / depth);
    }
    return out;
}

}  // namespace vestibule::capture::test
