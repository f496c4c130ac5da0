// face_light - the measures of a face's light that ISO/IEC 29794-5 defines and that need no net.
#pragma once

#include <opencv2/core.hpp>

namespace vestibule::capture {

struct FaceLight {
    float mean = 0;           ///< of the luminance, 0..1
    float variance = 0;       ///< of the luminance
    float under = 0;          ///< share of the face at the levels 0..25
    float over = 0;           ///< share at the levels 247..255
    float dynamic_range = 0;  ///< 12.5 times the entropy in bits: 0..100
    float evenness = 0;       ///< how far the histograms of both cheeks overlap, 0..1
    float behind = 0;         ///< mean luminance beside the head, 0..1
};

/// `face` is the finder's box, in pixels of the picture.
[[nodiscard]] FaceLight measure_face_light(const cv::Mat& grey, const cv::Rect2f& face);

/// Light from behind or from one side, which leaves the face without detail.
[[nodiscard]] bool badly_lit(const FaceLight& light);

}  // namespace vestibule::capture
