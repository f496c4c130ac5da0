// code_rows - in which order the rows of a PDF417 lie, which tells a mirrored picture from one that is upside down.
#pragma once

#include <array>
#include <opencv2/core.hpp>

namespace vestibule::capture {

/// `corners` of the code: the upper end of its start pattern first, then clockwise. True where its rows run from below
/// to above, as they only do in a mirror; false where that is not clear.
[[nodiscard]] bool rows_run_up(const cv::Mat& grey, const std::array<cv::Point2f, 4>& corners);

}  // namespace vestibule::capture
