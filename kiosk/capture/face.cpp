// face - LBP in every frame (3x faster, and nearly indifferent to darkness), Haar alt2 on what it finds.
#include "kiosk/capture/face.hpp"

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

// Where the quick finder sees nobody, the sure one looks over the whole picture in every third frame: in good light it
// finds five of a hundred faces more.
constexpr int sure_every = 3;
constexpr float model_score = 0.8F;  // of a model's own score: what its makers use

cv::Rect2f scaled(const cv::Rect& box, float scale) {
    return {static_cast<float>(box.x) * scale, static_cast<float>(box.y) * scale, static_cast<float>(box.width) * scale,
            static_cast<float>(box.height) * scale};
}

}  // namespace

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
    const float scale = images.small_scale();
    std::vector<FoundFace> faces;
    for (int at = 0; at < rows.rows; ++at) {
        // x, y, width, height, then right and left eye, nose, mouth, and the score.
        const auto* row = rows.ptr<float>(at);
        FoundFace face{.box = {row[0] * scale, row[1] * scale, row[2] * scale, row[3] * scale}, .confirmed = true};
        face.eyes = eyes_at({row[4] * scale, row[5] * scale}, {row[6] * scale, row[7] * scale}, face.box);
        faces.push_back(face);
    }
    return faces;
}

std::vector<FoundFace> FaceFinder::find(const Images& images) {
    if (model_) return find_by_model(images);
    std::vector<FoundFace> faces;
    const float scale = images.small_scale();
    // The least face in the 640 px picture is half as large here.
    const cv::Size least(limits::least_face_px / 2, limits::least_face_px / 2);
    std::vector<cv::Rect> boxes;
    quick_.detectMultiScale(images.small, boxes, 1.1, 3, 0, least);
    for (const cv::Rect& box : boxes) {
        const cv::Rect half(box.x * 2, box.y * 2, box.width * 2, box.height * 2);
        faces.push_back({scaled(box, scale), confirms(images.half, half)});
    }
    if (faces.empty() && ++turn_ % sure_every == 0) {
        sure_.detectMultiScale(images.small, boxes, 1.1, 3, 0, least);
        for (const cv::Rect& box : boxes) faces.push_back({scaled(box, scale), true});
    }
    return faces;
}

}  // namespace vestibule::capture
