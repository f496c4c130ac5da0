// face - finds faces: a quick finder for every frame, and a slower one that confirms.
#pragma once

#include <opencv2/objdetect.hpp>
#include <vector>

#include "kiosk/capture/eyes.hpp"
#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

struct FoundFace {
    cv::Rect2f box;                  ///< pixels of the full frame
    bool confirmed = false;          ///< the second finder saw it too: a face that looks straight, in enough light
    std::optional<FaceEyes> eyes{};  ///< only where a model tells them
};

/// What a model's rows say, each of x, y, width, height, right and left eye, nose, both corners of the mouth, score;
/// `scale` is from the picture that the model saw to the full frame.
[[nodiscard]] std::vector<FoundFace> faces_of_rows(const cv::Mat& rows, float scale);

/// Not for two threads at once.
class FaceFinder {
public:
    /// `model`: a file for OpenCV's FaceDetectorYN, which then finds the faces; empty: the cascades do.
    /// Errors: FileUnreadable.
    static Result<std::shared_ptr<FaceFinder>> load(std::string_view cascade_folder, std::string_view model = {});

    std::vector<FoundFace> find(const Images& images);
    [[nodiscard]] EyeFinder& eyes() { return eyes_; }

private:
    bool confirms(const cv::Mat& grey, const cv::Rect& box);
    std::vector<FoundFace> find_by_model(const Images& images);
    void find_surely(const Images& images, cv::Size least, std::vector<FoundFace>& faces);
    cv::CascadeClassifier quick_, sure_;
    cv::Ptr<cv::FaceDetectorYN> model_;
    EyeFinder eyes_;
    int turn_ = 0;
    bool seen_in_turn_ = false;
};

}  // namespace vestibule::capture
