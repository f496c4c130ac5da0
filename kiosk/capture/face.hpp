// face - finds faces: a quick finder for every frame, and a slower one that confirms.
#pragma once

#include <opencv2/objdetect.hpp>
#include <vector>

#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

struct FoundFace {
    cv::Rect2f box;          ///< pixels of the full frame
    bool confirmed = false;  ///< the second finder saw it too: a face that looks straight, in enough light
};

/// Not for two threads at once.
class FaceFinder {
public:
    /// Errors: FileUnreadable.
    static Result<std::shared_ptr<FaceFinder>> load(std::string_view cascade_folder);

    std::vector<FoundFace> find(const Images& images);

private:
    bool confirms(const cv::Mat& grey, const cv::Rect& box);
    cv::CascadeClassifier quick_, sure_;
    int turn_ = 0;
};

}  // namespace vestibule::capture
