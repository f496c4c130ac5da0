// images - one frame as the grey pictures that the finders and judges look at.
#pragma once

#include <opencv2/core.hpp>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

struct Images {
    cv::Mat grey;   ///< full size
    cv::Mat half;   ///< 640 px wide
    cv::Mat small;  ///< 320 px wide
    cv::Mat rough;  ///< what a JPEG's decoder makes of a frame by itself, before it is `small`
    cv::Size full;  ///< of the frame, also where only `small` was made
    [[nodiscard]] float half_scale() const { return static_cast<float>(full.width) / static_cast<float>(half.cols); }
    [[nodiscard]] float small_scale() const { return static_cast<float>(full.width) / static_cast<float>(small.cols); }
};

/// Errors: BadPicture.
Result<void> make_grey(const PictureView& picture, cv::Mat& grey);
/// The two smaller ones from the grey one.
void reduce_images(Images& images);
Result<void> make_images(const PictureView& picture, Images& images);
/// Only `small`: of a JPEG by its decoder's own scale, a quarter as a rule, which costs half of the whole.
Result<void> make_small(const PictureView& picture, Images& images);
/// A frame in colour, at most 640 px wide; CV_8UC3.
Result<void> make_colour(const PictureView& picture, cv::Mat& bgr);

/// From now on OpenCV wipes every picture's memory before it gives it back: the pictures are the patient's.
void wipe_released_pictures();

/// The picture within `corners` as a rectangle of that size.
[[nodiscard]] cv::Mat rectify(const cv::Mat& picture, const std::array<Point, 4>& corners, cv::Size size);

[[nodiscard]] inline cv::Point2f to_cv(Point point) {
    return {point.x, point.y};
}
[[nodiscard]] inline Point from_cv(cv::Point2f point) {
    return {point.x, point.y};
}

}  // namespace vestibule::capture
