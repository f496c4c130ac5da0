// images - one frame as the grey pictures that the finders and judges look at.
#pragma once

#include <opencv2/core.hpp>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

struct Images {
    cv::Mat grey;   ///< full size
    cv::Mat half;   ///< 640 px wide
    cv::Mat small;  ///< 320 px wide
    [[nodiscard]] float half_scale() const { return static_cast<float>(grey.cols) / static_cast<float>(half.cols); }
    [[nodiscard]] float small_scale() const { return static_cast<float>(grey.cols) / static_cast<float>(small.cols); }
};

/// Errors: BadPicture.
Result<void> make_grey(const PictureView& picture, cv::Mat& grey);
/// The two smaller ones from the grey one.
void reduce_images(Images& images);
Result<void> make_images(const PictureView& picture, Images& images);

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
