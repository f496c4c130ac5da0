// eyes - Haar's tree for eyes with and without glasses, in the upper half of the face at a fixed size.
#include "kiosk/capture/eyes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {
namespace {

constexpr float eyes_apart = 0.42F;                // of the face's width, in a head that looks straight
constexpr float nearest = 0.25F, farthest = 0.6F;  // the same, of what can be two eyes and not an eye and its brow
constexpr float largest_roll_deg = 35;             // beyond that no face was found
constexpr int least_upper_px = 40;                 // width of a face whose eyes can be seen
constexpr double part_px = 200;                    // width at which the tree takes 9 ms

float degrees(float radians) {
    return radians * 180 / std::numbers::pi_v<float>;
}

}  // namespace

Result<void> load_cascade(cv::CascadeClassifier& cascade, const std::string& path) {
    try {
        if (cascade.load(path)) return {};
    } catch (const cv::Exception&) {
        // Said below: a damaged file is as good as none.
    }
    return Error{ErrorCode::FileUnreadable, path};
}

std::optional<FaceEyes> eyes_at(cv::Point2f one, cv::Point2f other, const cv::Rect2f& face) {
    FaceEyes eyes{.at = {one, other}, .roll_deg = 0, .yaw_deg = 0};
    if (eyes.at[0].x > eyes.at[1].x) std::swap(eyes.at[0], eyes.at[1]);
    const cv::Point2f way = eyes.at[1] - eyes.at[0];
    const auto apart = static_cast<float>(cv::norm(way)) / face.width;
    eyes.roll_deg = degrees(std::atan2(way.y, way.x));
    if (apart < nearest || apart > farthest || std::abs(eyes.roll_deg) > largest_roll_deg) return std::nullopt;
    // The eyes' middle moves with the sine of the yaw about the head's axis, half a face's width before it.
    const float middle = ((eyes.at[0].x + eyes.at[1].x) / 2 - face.x) / face.width - 0.5F;
    eyes.yaw_deg = degrees(std::asin(std::clamp(middle / (0.8F * eyes_apart), -1.0F, 1.0F)));
    return eyes;
}

Result<void> EyeFinder::load(const std::string& cascade_folder) {
    return load_cascade(eye_, cascade_folder + "/haarcascades/haarcascade_eye_tree_eyeglasses.xml");
}

std::optional<FaceEyes> EyeFinder::find(const cv::Mat& grey, const cv::Rect2f& face) {
    const cv::Rect upper = cv::Rect(static_cast<int>(face.x), static_cast<int>(face.y + face.height * .15F),
                                    static_cast<int>(face.width), static_cast<int>(face.height * .45F)) &
                           cv::Rect(cv::Point(), grey.size());
    if (upper.width < least_upper_px || upper.height < least_upper_px / 4) return std::nullopt;
    const double by = part_px / upper.width;
    cv::Mat part;
    cv::resize(grey(upper), part, cv::Size(), by, by, by < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<cv::Rect> boxes;
    eye_.detectMultiScale(part, boxes, 1.05, 3, 0, cv::Size(24, 24), cv::Size(80, 80));
    if (boxes.size() < 2) return std::nullopt;
    std::sort(boxes.begin(), boxes.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.area() > b.area(); });
    std::array<cv::Point2f, 2> eyes;
    for (std::size_t at = 0; at < 2; ++at) {
        const cv::Rect& box = boxes[at];
        eyes[at] = cv::Point2f(static_cast<float>((box.x + box.width / 2.0) / by + upper.x),
                               static_cast<float>((box.y + box.height / 2.0) / by + upper.y));
    }
    return eyes_at(eyes[0], eyes[1], face);
}

}  // namespace vestibule::capture
