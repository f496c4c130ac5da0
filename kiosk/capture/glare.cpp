// glare - the last frames, straightened to a coarse grid; a highlight is a patch that was at least that much darker.
#include "kiosk/capture/glare.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {

float WanderingGlare::see(const cv::Mat& half, const std::array<Point, 4>& corners, float half_scale) {
    std::array<Point, 4> at = corners;
    for (Point& corner : at) corner = {corner.x / half_scale, corner.y / half_scale};
    cv::Mat& now = frames_[static_cast<std::size_t>(seen_++ % limits::glare_frames)];
    now = rectify(half, at, cv::Size(wide, high));
    const int known = std::min(seen_, limits::glare_frames);
    if (known < 3) return 0;
    cv::Mat darkest = frames_[0].clone(), before;
    for (int frame = 1; frame < known; ++frame) cv::min(darkest, frames_[static_cast<std::size_t>(frame)], darkest);
    cv::Mat burnt = now >= limits::saturated_level - 3;
    cv::subtract(now, darkest, before);
    burnt &= before >= limits::glare_drop;
    // Single cells are the border of a bar that moved by a part of one.
    cv::erode(burnt, burnt, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(2, 2)));
    return static_cast<float>(cv::countNonZero(burnt)) / static_cast<float>(wide * high);
}

}  // namespace vestibule::capture
