// signs - what frames show of a picture of a face or of a document; for the provider to weigh, decided by nobody here.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

/// Straight edges close around the face on at least three sides, as a telephone, a tablet or a print has them. A door
/// or a picture frame behind somebody may look the same: hence a sign and no verdict.
[[nodiscard]] Signal frame_around(const cv::Mat& grey, const cv::Rect2f& face);

/// Whether the head moves against what is beside it. A face on a hand-held picture moves with its surroundings; one
/// that nobody moves, and a film on a standing display, give no answer or the wrong one.
class Parallax {
public:
    void see(const cv::Mat& grey, const cv::Rect2f& face);
    [[nodiscard]] Signal signal() const { return seen_; }
    void forget() { first_.release(), seen_ = {.sign = Sign::Parallax}; }

private:
    cv::Mat first_;
    cv::Rect2f face_;
    Signal seen_{.sign = Sign::Parallax};
};

/// Whether one fine regular pattern lies over the whole of a document, straightened at the camera's own resolution: the
/// pixels of a display, or a print's raster, as they are or as moire. Print is in some places only, so that what counts
/// is in most of them. A display that is finer than the camera resolves shows nothing: not seen is no proof.
[[nodiscard]] Signal screen_pattern(const cv::Mat& card);

/// Whether a document stands in a larger rectangle that is brighter than what is beyond it: a display that shows a
/// document is lit, and ends at its rim. A card on a sheet of paper looks the same: hence never sure.
/// `corners` run clockwise from the top left, in pixels of `grey`.
[[nodiscard]] Signal lit_display(const cv::Mat& grey, const std::array<Point, 4>& corners);

}  // namespace vestibule::capture
