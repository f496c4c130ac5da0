// face - LBP in every frame (3x faster, and nearly indifferent to darkness), Haar alt2 on what it finds.
#include "kiosk/capture/face.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

// Where the quick finder sees nobody, the sure one looks over the whole picture, in every third frame as it is: in good
// light it finds five of a hundred faces more. In the other two it looks for heads that are tilted, and where it saw
// one it looks on: whoever tilts it is told so, and not that nobody is there.
constexpr int sure_every = 3;
constexpr double tilt_degrees = 18;     // Haar loses a face at about twenty degrees of roll
constexpr int tilted_neighbours = 5;    // one and a half times the usual: leaves and coins look like tilted heads
constexpr double overlap_share = 0.33;  // of the smaller box
constexpr float model_score = 0.8F;  // of a model's own score: what its makers use

cv::Rect2f scaled(const cv::Rect& box, float scale) {
    return {static_cast<float>(box.x) * scale, static_cast<float>(box.y) * scale, static_cast<float>(box.width) * scale,
            static_cast<float>(box.height) * scale};
}

}  // namespace

std::vector<FoundFace> faces_of_rows(const cv::Mat& rows, float scale) {
    std::vector<FoundFace> faces;
    for (int at = 0; at < rows.rows; ++at) {
        const auto* row = rows.ptr<float>(at);
        FoundFace face{.box = {row[0] * scale, row[1] * scale, row[2] * scale, row[3] * scale}, .confirmed = true};
        face.eyes = eyes_at({row[4] * scale, row[5] * scale}, {row[6] * scale, row[7] * scale}, face.box);
        faces.push_back(face);
    }
    return faces;
}

Result<std::shared_ptr<FaceFinder>> FaceFinder::load(std::string_view cascade_folder, std::string_view model) {
    auto finder = std::make_shared<FaceFinder>();
    const std::string folder(cascade_folder);
    if (auto quick = load_cascade(finder->quick_, folder + "/lbpcascades/lbpcascade_frontalface.xml"); !quick)
        return quick.error();
    if (auto sure = load_cascade(finder->sure_, folder + "/haarcascades/haarcascade_frontalface_alt2.xml"); !sure)
        return sure.error();
    if (auto eyes = finder->eyes_.load(folder); !eyes) return eyes.error();
    if (model.empty()) return finder;
    try {
        finder->model_ = cv::FaceDetectorYN::create(std::string(model), "", cv::Size(320, 180), model_score);
        // Another network can be read, too, and fails only when it is used: that must not be before a patient.
        cv::Mat rows;
        finder->model_->detect(cv::Mat::zeros(180, 320, CV_8UC3), rows);
    } catch (const cv::Exception& trouble) {
        return Error{ErrorCode::FileUnreadable,
                     std::string(model) + ": no model of a face finder, OpenCV error " + std::to_string(trouble.code)};
    }
    return finder;
}

bool FaceFinder::confirms(const cv::Mat& grey, const cv::Rect& box) {
    const int more = box.width / 3;
    const cv::Rect around = cv::Rect(box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more) &
                            cv::Rect(cv::Point(), grey.size());
    // At the size where the cascade is quick; its own window is 20 pixels.
    const double scale = 60.0 / std::max(1, box.width);
    cv::Mat part;
    cv::resize(grey(around), part, cv::Size(), scale, scale, cv::INTER_AREA);
    cv::equalizeHist(part, part);
    std::vector<cv::Rect> seen;
    sure_.detectMultiScale(part, seen, 1.1, 2, 0, cv::Size(34, 34));
    return !seen.empty();
}

std::vector<FoundFace> FaceFinder::find_by_model(const Images& images) {
    cv::Mat colour, rows;
    cv::cvtColor(images.small, colour, cv::COLOR_GRAY2BGR);
    model_->setInputSize(colour.size());
    model_->detect(colour, rows);
    return faces_of_rows(rows, images.small_scale());
}

/// The sure finder over the whole picture: upright, then with the head tilted to either side, a frame each.
void FaceFinder::find_surely(const Images& images, cv::Size least, std::vector<FoundFace>& faces) {
    const float scale = images.small_scale();
    std::vector<cv::Rect> boxes;
    if (!seen_in_turn_) ++turn_;
    const int turn = turn_ % sure_every;
    if (turn == 0) {
        sure_.detectMultiScale(images.small, boxes, 1.1, 3, 0, least);
        for (const cv::Rect& box : boxes) faces.push_back({scaled(box, scale), true});
        seen_in_turn_ = !boxes.empty();
        return;
    }
    const cv::Point2f middle(static_cast<float>(images.small.cols) / 2, static_cast<float>(images.small.rows) / 2);
    const cv::Mat way = cv::getRotationMatrix2D(middle, turn == 1 ? tilt_degrees : -tilt_degrees, 1);
    cv::Mat turned, back;
    cv::warpAffine(images.small, turned, way, images.small.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::invertAffineTransform(way, back);
    sure_.detectMultiScale(turned, boxes, 1.1, tilted_neighbours, 0, least);
    seen_in_turn_ = !boxes.empty();
    for (const cv::Rect& box : boxes) {
        const cv::Vec3d centre(box.x + box.width / 2.0, box.y + box.height / 2.0, 1);
        const cv::Mat at = back * cv::Mat(centre);
        const auto half = static_cast<float>(box.width) / 2;
        const cv::Rect2f upright(static_cast<float>(at.at<double>(0)) - half,
                                 static_cast<float>(at.at<double>(1)) - half, 2 * half, 2 * half);
        faces.push_back({{upright.x * scale, upright.y * scale, upright.width * scale, upright.height * scale}, true});
    }
}

std::vector<FoundFace> FaceFinder::find(const Images& images) {
    if (model_) return find_by_model(images);
    std::vector<FoundFace> faces;
    const float scale = images.small_scale();
    // The least face in the 640 px picture is half as large here.
    const cv::Size least(limits::least_face_px / 2, limits::least_face_px / 2);
    std::vector<cv::Rect> boxes;
    std::vector<int> agreeing;
    quick_.detectMultiScale(images.small, boxes, agreeing, 1.1, 3, 0, least);
    for (std::size_t at = 0; at < boxes.size(); ++at) {
        const cv::Rect& box = boxes[at];
        // Two heads do not overlap by a third: of two such boxes more windows agree on the face, the other is its hair.
        bool hair = false;
        for (std::size_t other = 0; other < boxes.size(); ++other)
            hair = hair || (other != at && agreeing[other] > agreeing[at] &&
                            (boxes[other] & box).area() > overlap_share * std::min(boxes[other].area(), box.area()));
        if (hair) continue;
        const cv::Rect half(box.x * 2, box.y * 2, box.width * 2, box.height * 2);
        faces.push_back({scaled(box, scale), confirms(images.half, half)});
    }
    // A pattern of the wallpaper is no second person beside somebody whom both finders see.
    float sure_area = 0;
    for (const FoundFace& face : faces)
        if (face.confirmed) sure_area = std::max(sure_area, face.box.area());
    std::erase_if(faces, [&](const FoundFace& face) { return !face.confirmed && face.box.area() < sure_area; });
    if (faces.empty()) find_surely(images, least, faces);
    return faces;
}

}  // namespace vestibule::capture
