// still_faces - Haar alt2 upright, then with the head tilted either way; LBP on evened light; eyes inside the face.
#include "kiosk/capture/analysis/still_faces.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/face_judge.hpp"

namespace vestibule::capture {
namespace {

constexpr double working_px = 640;       // the longest side in which faces are looked for
constexpr int least_face_px = 40;        // in that picture
constexpr double tilt_degrees = 22;      // Haar loses a face at about 20 degrees of roll
constexpr int surely_agreeing = 12;      // of the finder's windows: then it need not have seen eyes
constexpr float least_without_eyes = 0.7F;  // the quick finder's alone is no face without them
constexpr float same_face_share = 0.3F;  // of the smaller box, that two finds of one face have in common

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
    const std::string sure = cascade_folder + "/haarcascades/haarcascade_frontalface_alt2.xml";
    if (auto done = load_cascade(sure_, sure); !done) return done;
    const std::string quick = cascade_folder + "/lbpcascades/lbpcascade_frontalface.xml";
    if (auto done = load_cascade(quick_, quick); !done) return done;
    return eyes_.load(cascade_folder);
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
        std::vector<int> agreeing;
        sure_.detectMultiScale(turned, boxes, agreeing, 1.1, 4, 0, least);
        for (std::size_t at = 0; at < boxes.size(); ++at) {
            const cv::Rect& box = boxes[at];
            // Coins and leaves look like a tilted head now and then, but have no eyes.
            if (agreeing[at] < surely_agreeing && !eyes_.find(turned, box)) continue;
            const double cx = box.x + box.width / 2.0, cy = box.y + box.height / 2.0;
            const auto x = inverse.at<double>(0, 0) * cx + inverse.at<double>(0, 1) * cy + inverse.at<double>(0, 2);
            const auto y = inverse.at<double>(1, 0) * cx + inverse.at<double>(1, 1) * cy + inverse.at<double>(1, 2);
            const cv::Rect upright(static_cast<int>(x - box.width / 2.0), static_cast<int>(y - box.height / 2.0),
                                   box.width, box.height);
            add(faces, {scaled(upright, back), 0.8F, {}, static_cast<float>(tilt), 0});
        }
    }
    if (faces.empty()) look(quick_, even, 5, 0.6F);
    std::erase_if(faces, [&](const StillFace& face) {
        return face.confidence < least_without_eyes && !eyes_.find(grey, face.box);
    });
    std::sort(faces.begin(), faces.end(),
              [](const StillFace& a, const StillFace& b) { return a.box.area() > b.box.area(); });
    for (StillFace& face : faces) {
        if (const auto eyes = eyes_.find(grey, face.box)) {
            face.eyes = eyes->at;
            face.roll_deg = eyes->roll_deg;
            face.yaw_deg = eyes->yaw_deg;
        }
        face.whole = face.box;
        face.box = brow_to_chin(face.box);
    }
    return faces;
}

Hint judge_faces(const std::vector<StillFace>& faces, const cv::Mat& grey) {
    if (faces.empty()) return judge_nobody(grey);
    const StillFace& face = faces.front();
    const bool alone = std::all_of(faces.begin() + 1, faces.end(), [&face](const StillFace& other) {
        return stands_behind(other.whole, face.whole.area());
    });
    if (!alone) return Hint::OneFaceOnly;
    if (const Hint framing = judge_face_framing(face.whole, grey.size()); framing != Hint::None) return framing;
    const auto look = look_at_face(grey, face.whole);
    if (!look) return Hint::MoveCloser;
    if (const Hint light = judge_face_light(*look); light != Hint::None) return light;
    if (const Hint blurred = judge_face_sharpness(*look, face.whole.width); blurred != Hint::None) return blurred;
    if (!face.confirmed()) return Hint::LookStraight;
    if (!face.eyes) return Hint::OpenEyes;
    const Hint pose = judge_pose({*face.eyes, face.roll_deg, face.yaw_deg});
    return pose == Hint::None ? Hint::Good : pose;
}

std::vector<StillFace> StillFaces::find_on(const cv::Mat& grey, const StillShape& document) {
    const cv::Size size(static_cast<int>(working_px), static_cast<int>(working_px / document.aspect));
    std::vector<StillFace> faces = find(rectify(grey, document.corners, size));
    std::array<cv::Point2f, 4> to;
    for (std::size_t at = 0; at < 4; ++at) to[at] = to_cv(document.corners[at]);
    const auto right = static_cast<float>(size.width - 1), bottom = static_cast<float>(size.height - 1);
    const std::array<cv::Point2f, 4> from = {cv::Point2f(0, 0), {right, 0}, {right, bottom}, {0, bottom}};
    const cv::Mat back = cv::getPerspectiveTransform(from.data(), to.data());
    for (StillFace& face : faces) {
        face.whole = {};
        const cv::Point2f low = face.box.br();
        std::vector<cv::Point2f> points = {face.box.tl(), {low.x, face.box.y}, low, {face.box.x, low.y}};
        if (face.eyes) points.insert(points.end(), face.eyes->begin(), face.eyes->end());
        cv::perspectiveTransform(points, points, back);
        face.box = cv::boundingRect(std::vector<cv::Point2f>(points.begin(), points.begin() + 4));
        if (!face.eyes) continue;
        face.eyes = std::array{points[4], points[5]};
        const cv::Point2f way = points[5] - points[4];
        face.roll_deg = static_cast<float>(std::atan2(way.y, way.x) * 180 / std::numbers::pi);
    }
    return faces;
}

}  // namespace vestibule::capture
