// metric - the true shape and tilt of a rectangle that a camera sees, from its four corners and the focal length.
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

/// A pinhole before the middle of the frame.
struct Lens {
    cv::Point2f middle;
    float focal_px = 1;
};
/// A frame's lens; `focal_share` is the focal length in widths (of the longer side) of the frame.
[[nodiscard]] Lens lens_of(cv::Size frame, float focal_share);

struct Metric {
    float aspect = 0;       ///< width over height of the rectangle itself; 0 where there is none
    float skew_cosine = 0;  ///< of the angle between its sides: 0 for a rectangle
    float tilt_cosine = 1;  ///< between its normal and the camera's axis
};
/// The corners run clockwise from the top left.
[[nodiscard]] Metric metric_of(const std::array<cv::Point2f, 4>& corners, const Lens& lens);

}  // namespace vestibule::capture
