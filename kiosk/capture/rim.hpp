// rim - the border of a document near an outline that may be a frame printed within it, or the shadow that it throws.
#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "kiosk/capture/metric.hpp"

namespace vestibule::capture {

/// What the outline is one of, and the lens that sees it.
struct Wanted {
    float aspect = 1;
    float width_mm = 1;
    Lens lens;  ///< of the picture that is given with it
};

/// Looks beyond and within each side for a step that runs along all of it: print has a frame two or three millimetres
/// within the border, and a shadow ends as far beyond it. Sides move where what lies between and the shape agree.
/// `corners` run clockwise from the top left, in pixels of `grey`.
[[nodiscard]] std::array<cv::Point2f, 4> settle_rim(const cv::Mat& grey, const std::array<cv::Point2f, 4>& corners,
                                                    const Wanted& wanted);

}  // namespace vestibule::capture
