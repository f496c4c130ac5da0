// calibration - a camera's focal length from views of a document whose shape is known, held at a slant.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <span>

#include "kiosk/privacy/result.hpp"

namespace vestibule::capture {

using Outline = std::array<cv::Point2f, 4>;  ///< clockwise from the top left, pixels of the full frame

struct Focal {
    float share = 0;   ///< of the frame's width
    float spread = 0;  ///< its own uncertainty, in the same unit: one sigma
    int slanted = 0;   ///< of the views: those that tell of it at all
};

/// The focal length with which all views are rectangles of `aspect`. A view from straight above tells nothing of it.
/// Errors: NothingFound, with what is missing: views, a slant, or agreement among them.
[[nodiscard]] Result<Focal> focal_of(std::span<const Outline> views, cv::Size frame, float aspect);

}  // namespace vestibule::capture
