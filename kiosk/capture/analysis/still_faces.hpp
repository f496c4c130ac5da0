// still_faces - faces in a stored picture, where there is time to look at several scales and tilts of the head.
#pragma once

#include <opencv2/objdetect.hpp>
#include <optional>
#include <vector>

#include "kiosk/capture/analysis/still_shape.hpp"
#include "kiosk/capture/eyes.hpp"

namespace vestibule::capture {

struct StillFace {
    cv::Rect2f box;  ///< from brow to chin, pixels of the picture
    float confidence = 0;
    std::optional<std::array<cv::Point2f, 2>> eyes;  ///< the one on the picture's left first
    float roll_deg = 0;                              ///< clockwise; of the eyes, or of the turn that found the face
    float yaw_deg = 0;  ///< a rough estimate from where the eyes lie in the face; 0 where they were not found
    cv::Rect2f whole{};  ///< as the finder has it, which the limits are made for; empty for one on a document
    [[nodiscard]] bool confirmed() const { return confidence > 0.7F; }  ///< by the surer of both finders
};
/// What is to be told of the largest: the same limits as before the kiosk's camera, as far as one picture can tell.
[[nodiscard]] Hint judge_faces(const std::vector<StillFace>& faces, const cv::Mat& grey);

class StillFaces {
public:
    /// Errors: FileUnreadable.
    Result<void> load(const std::string& cascade_folder);
    /// The largest first.
    [[nodiscard]] std::vector<StillFace> find(const cv::Mat& grey);
    /// Those printed on a document; boxes and eyes are in pixels of the picture as well.
    [[nodiscard]] std::vector<StillFace> find_on(const cv::Mat& grey, const StillShape& document);

private:
    cv::CascadeClassifier sure_, quick_;
    EyeFinder eyes_;
};

}  // namespace vestibule::capture
