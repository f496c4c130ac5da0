// still_faces - Haar alt2 upright, then with the head tilted either way; LBP on evened light; eyes inside the face.
#include "kiosk/capture/analysis/still_faces.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {
namespace {

constexpr double working_px = 640;       // the longest side in which faces are looked for
constexpr int least_face_px = 40;        // in that picture
constexpr double tilt_degrees = 22;      // Haar loses a face at about 20 degrees of roll
constexpr float same_face_share = 0.3F;  // of the smaller box, that two finds of one face have in common
constexpr float eyes_apart = 0.42F;      // of the face's width, in a head that looks straight

cv::Rect2f scaled(const cv::Rect& box, float by) {
    return {static_cast<float>(box.x) * by, static_cast<float>(box.y) * by, static_cast<float>(box.width) * by,
            static_cast<float>(box.height) * by};
}

bool same(const cv::Rect2f& a, const cv::Rect2f& b) {
    return (a & b).area() > same_face_share * std::min(a.area(), b.area());
}

/// The cascade's box holds the forehead and some background; what is told is the face from brow to chin.
cv::Rect2f brow_to_chin(const cv::Rect2f& box) {
    const float side = 0.87F * box.width;
    return {box.x + (box.width - side) / 2, box.y + (box.height - side) / 2 + 0.1F * box.height, side, side};
}

void add(std::vector<StillFace>& faces, StillFace face) {
    const bool known =
        std::any_of(faces.begin(), faces.end(), [&face](const StillFace& other) { return same(other.box, face.box); });
    if (!known) faces.push_back(face);
}

}  // namespace

Result<void> StillFaces::load(const std::string& cascade_folder) {
    const auto open = [&cascade_folder](cv::CascadeClassifier& cascade, const char* name) -> Result<void> {
        const std::string path = cascade_folder + name;
        try {
            if (cascade.load(path)) return {};
        } catch (const cv::Exception&) {
            // Said below: a damaged file is as good as none.
        }
        return Error{ErrorCode::FileUnreadable, path};
    };
    if (auto done = open(sure_, "/haarcascades/haarcascade_frontalface_alt2.xml"); !done) return done;
    if (auto done = open(quick_, "/lbpcascades/lbpcascade_frontalface.xml"); !done) return done;
    return open(eye_, "/haarcascades/haarcascade_eye_tree_eyeglasses.xml");
}

std::vector<StillFace> StillFaces::find(const cv::Mat& grey) {
    const double by = std::min(1.0, working_px / std::max(grey.cols, grey.rows));
    cv::Mat small, even;
    cv::resize(grey, small, cv::Size(), by, by, cv::INTER_AREA);
    cv::equalizeHist(small, even);
    const auto back = static_cast<float>(1 / by);
    const cv::Size least(least_face_px, least_face_px);
    std::vector<StillFace> faces;
    std::vector<cv::Rect> boxes;
    const auto look = [&](cv::CascadeClassifier& finder, const cv::Mat& picture, int neighbours, float confidence) {
        finder.detectMultiScale(picture, boxes, 1.1, neighbours, 0, least);
        for (const cv::Rect& box : boxes) add(faces, {scaled(box, back), confidence, {}, 0, 0});
    };
    look(sure_, small, 4, 1);
    if (faces.empty()) look(sure_, even, 4, 0.9F);
    for (const double tilt : {tilt_degrees, -tilt_degrees}) {
        if (!faces.empty()) break;
        const cv::Point2f middle(static_cast<float>(small.cols) / 2, static_cast<float>(small.rows) / 2);
        const cv::Mat turn = cv::getRotationMatrix2D(middle, tilt, 1);
        cv::Mat turned, inverse;
        cv::warpAffine(small, turned, turn, small.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        cv::invertAffineTransform(turn, inverse);
        sure_.detectMultiScale(turned, boxes, 1.1, 4, 0, least);
        for (const cv::Rect& box : boxes) {
            const double cx = box.x + box.width / 2.0, cy = box.y + box.height / 2.0;
            const auto x = inverse.at<double>(0, 0) * cx + inverse.at<double>(0, 1) * cy + inverse.at<double>(0, 2);
            const auto y = inverse.at<double>(1, 0) * cx + inverse.at<double>(1, 1) * cy + inverse.at<double>(1, 2);
            const cv::Rect upright(static_cast<int>(x - box.width / 2.0), static_cast<int>(y - box.height / 2.0),
                                   box.width, box.height);
            add(faces, {scaled(upright, back), 0.8F, {}, static_cast<float>(tilt), 0});
        }
    }
    if (faces.empty()) look(quick_, even, 5, 0.6F);
    std::sort(faces.begin(), faces.end(),
              [](const StillFace& a, const StillFace& b) { return a.box.area() > b.box.area(); });
    for (StillFace& face : faces) {
        find_eyes(grey, face);
        face.box = brow_to_chin(face.box);
    }
    return faces;
}

void StillFaces::find_eyes(const cv::Mat& grey, StillFace& face) {
    const cv::Rect upper = cv::Rect(static_cast<int>(face.box.x), static_cast<int>(face.box.y + face.box.height * .15F),
                                    static_cast<int>(face.box.width), static_cast<int>(face.box.height * .45F)) &
                           cv::Rect(cv::Point(), grey.size());
    if (upper.width < least_face_px || upper.height < least_face_px / 4) return;
    const double by = 200.0 / upper.width;
    cv::Mat part;
    cv::resize(grey(upper), part, cv::Size(), by, by, by < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<cv::Rect> boxes;
    eye_.detectMultiScale(part, boxes, 1.05, 3, 0, cv::Size(24, 24), cv::Size(80, 80));
    if (boxes.size() < 2) return;
    std::sort(boxes.begin(), boxes.end(), [](const cv::Rect& a, const cv::Rect& b) { return a.area() > b.area(); });
    std::array<cv::Point2f, 2> eyes;
    for (std::size_t at = 0; at < 2; ++at) {
        const cv::Rect& box = boxes[at];
        eyes[at] = cv::Point2f(static_cast<float>((box.x + box.width / 2.0) / by + upper.x),
                               static_cast<float>((box.y + box.height / 2.0) / by + upper.y));
    }
    if (eyes[0].x > eyes[1].x) std::swap(eyes[0], eyes[1]);
    const cv::Point2f way = eyes[1] - eyes[0];
    const auto apart = static_cast<float>(cv::norm(way)) / face.box.width;
    const float roll = std::atan2(way.y, way.x) * 180 / std::numbers::pi_v<float>;
    if (apart < 0.25F || apart > 0.6F || std::abs(roll) > 35) return;  // two finds on one eye, or a brow
    face.eyes = eyes;
    face.roll_deg = roll;
    // The eyes' middle moves with the sine of the yaw about the head's axis, half a face's width before it.
    const float middle = ((eyes[0].x + eyes[1].x) / 2 - face.box.x) / face.box.width - 0.5F;
    face.yaw_deg = std::asin(std::clamp(middle / (0.8F * eyes_apart), -1.0F, 1.0F)) * 180 / std::numbers::pi_v<float>;
}

}  // namespace vestibule::capture
