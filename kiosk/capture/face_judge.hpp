// face_judge - how good one picture of a face is: light, sharpness, and how the head is held; for live pictures and for
// stored ones.
#pragma once

#include <optional>

#include "kiosk/capture/eyes.hpp"
#include "kiosk/capture/face_light.hpp"
#include "kiosk/capture/judge.hpp"

namespace vestibule::capture {

/// The middle of the finder's box, without hair and background, within the picture.
[[nodiscard]] cv::Rect face_middle(const cv::Rect2f& box, cv::Size picture);

/// What a face's place in the picture shows of it.
struct FaceLook {
    Quality quality;  ///< of its middle
    FaceLight light;
};
/// Nothing where too little of the face is in the picture.
[[nodiscard]] std::optional<FaceLook> look_at_face(const cv::Mat& grey, const cv::Rect2f& box);

/// Each None where it is right. `width` is that of the finder's box, in pixels.
[[nodiscard]] Hint judge_face_light(const FaceLook& look);
[[nodiscard]] Hint judge_face_sharpness(const FaceLook& look, float width);
[[nodiscard]] Hint judge_pose(const FaceEyes& eyes);

/// Where there is no face: why there may be none.
[[nodiscard]] Hint judge_nobody(const cv::Mat& grey);
/// Somebody far behind the nearest, whose box has that area, does not count.
[[nodiscard]] bool stands_behind(const cv::Rect2f& box, float nearest_area);

/// How far the sharpest edges round both eyes are spread, in pixels; nothing where they are at the picture's border.
[[nodiscard]] std::optional<float> blur_of_eyes(const cv::Mat& grey, const cv::Rect2f& box, const FaceEyes& eyes);

}  // namespace vestibule::capture
