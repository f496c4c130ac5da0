// eyes - both eyes within a face, and what their places tell of the head.
#pragma once

#include <array>
#include <opencv2/objdetect.hpp>
#include <optional>

#include "kiosk/privacy/result.hpp"

namespace vestibule::capture {

struct FaceEyes {
    std::array<cv::Point2f, 2> at;  ///< the one on the picture's left first; pixels of the picture
    float roll_deg = 0;             ///< clockwise
    float yaw_deg = 0;              ///< a rough estimate from where the eyes lie in the face
};

/// From the eyes' places and the face's box; nothing where they cannot be one face's eyes.
[[nodiscard]] std::optional<FaceEyes> eyes_at(cv::Point2f one, cv::Point2f other, const cv::Rect2f& face);

/// Loads a cascade of OpenCV. Errors: FileUnreadable.
Result<void> load_cascade(cv::CascadeClassifier& cascade, const std::string& path);

/// Sees open eyes, also behind glasses. Not for two threads at once.
class EyeFinder {
public:
    /// Errors: FileUnreadable.
    Result<void> load(const std::string& cascade_folder);
    [[nodiscard]] std::optional<FaceEyes> find(const cv::Mat& grey, const cv::Rect2f& face);

private:
    cv::CascadeClassifier eye_;
};

}  // namespace vestibule::capture
