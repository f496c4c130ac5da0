// signs - what the frames of a face show of a picture of a face; for the provider to weigh, decided by nobody here.
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

}  // namespace vestibule::capture
