// judge - how good a frame's document or face is: framing, tilt, light, glare, sharpness, and whether it has a barcode.
#pragma once

#include "kiosk/capture/find.hpp"

namespace vestibule::capture {

/// Sharpness and light of one part of a picture.
struct Quality {
    float blur_px = 0;      ///< sigma of the sharpest edges, in pixels of that picture; large when there are none
    float contrast = 0;     ///< grey levels between its darkest and brightest half percent
    float dark_part = 0;    ///< 10th percentile
    float bright_part = 0;  ///< 90th percentile
    float mean = 0;
    float glare_share = 0;  ///< in saturated blobs
};
/// `window_px` is the size of the surroundings that an edge's slope is set against: at least twice the blur of
/// interest.
[[nodiscard]] Quality measure(const cv::Mat& part, int window_px);

/// Framing, size and tilt of a document `width_mm` wide, whose `metric` is that of the camera's own lens; None when
/// they are right.
[[nodiscard]] Hint judge_framing(const std::array<Point, 4>& corners, cv::Size frame, float width_mm,
                                 const Metric& metric);

/// Size and place of a face's box, against the oval that the screen shows; None when they are right.
[[nodiscard]] Hint judge_face_framing(const cv::Rect2f& box, cv::Size frame);

/// Light and sharpness of a rectified document `width_mm` wide; None when they are right.
[[nodiscard]] Hint judge_quality(const Quality& quality, int card_width_px, float width_mm);

/// Whether the rectified document has the stacked upright bars of a PDF417.
[[nodiscard]] bool looks_like_barcode(const cv::Mat& card);

/// The larger of the document's upper and lower side, in pixels.
[[nodiscard]] float width_of(const std::array<Point, 4>& corners);

}  // namespace vestibule::capture
