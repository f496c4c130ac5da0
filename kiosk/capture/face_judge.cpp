// face_judge - measures on a face's own part of the picture; each limit stands in the files of limits.
#include "kiosk/capture/face_judge.hpp"

#include <cmath>

#include "kiosk/capture/face_thresholds.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

int window_of(float width) {
    return static_cast<int>(width) / limits::face_blur_windows;
}

}  // namespace

cv::Rect face_middle(const cv::Rect2f& box, cv::Size picture) {
    return cv::Rect(cv::Rect2f(box.x + box.width * limits::face_middle_x, box.y + box.height * limits::face_middle_y,
                               box.width * limits::face_middle_width, box.height * limits::face_middle_height)) &
           cv::Rect(cv::Point(), picture);
}

std::optional<FaceLook> look_at_face(const cv::Mat& grey, const cv::Rect2f& box) {
    const cv::Rect middle = face_middle(box, grey.size());
    if (middle.width < limits::least_measured_px || middle.height < limits::least_measured_px) return std::nullopt;
    return FaceLook{measure(grey(middle), window_of(box.width)), measure_face_light(grey, box)};
}

Hint judge_face_light(const FaceLook& look) {
    if (badly_lit(look.light)) return Hint::LightOnFace;
    if (look.quality.mean < limits::dark_face) return Hint::TooDark;
    const bool burnt_out = look.quality.mean > limits::bright_face || look.light.over > limits::most_over;
    return burnt_out ? Hint::TooBright : Hint::None;
}

Hint judge_face_sharpness(const FaceLook& look, float width) {
    return look.quality.blur_px > limits::largest_face_blur_share * width ? Hint::Blurred : Hint::None;
}

Hint judge_pose(const FaceEyes& eyes) {
    if (std::abs(eyes.roll_deg) > limits::largest_roll_deg) return Hint::HeadUpright;
    return std::abs(eyes.yaw_deg) > limits::largest_yaw_deg ? Hint::LookStraight : Hint::None;
}

Hint judge_nobody(const cv::Mat& grey) {
    return cv::mean(grey)[0] < limits::dark_frame ? Hint::TooDark : Hint::ShowFace;
}

bool stands_behind(const cv::Rect2f& box, float nearest_area) {
    return box.area() < limits::bystander_share * nearest_area;
}

std::optional<float> blur_of_eyes(const cv::Mat& grey, const cv::Rect2f& box, const FaceEyes& eyes) {
    const float around = box.width * limits::around_eyes_share;
    const cv::Rect part =
        cv::Rect(cv::Rect2f(eyes.at[0].x - around, eyes.at[0].y - around, eyes.at[1].x - eyes.at[0].x + 2 * around,
                            eyes.at[1].y - eyes.at[0].y + 2 * around)) &
        cv::Rect(cv::Point(), grey.size());
    if (part.width < limits::least_measured_px || part.height < limits::least_measured_px / 2) return std::nullopt;
    return measure(grey(part), window_of(box.width)).blur_px;
}

}  // namespace vestibule::capture
