// metric - the directions of two sides in space follow from where opposite sides meet (Zhang and He, 2003).
#include "kiosk/capture/metric.hpp"

#include <algorithm>
#include <cmath>

namespace vestibule::capture {

Lens lens_of(cv::Size frame, float focal_share) {
    return {{static_cast<float>(frame.width - 1) / 2, static_cast<float>(frame.height - 1) / 2},
            focal_share * static_cast<float>(std::max(frame.width, frame.height))};
}

Metric metric_of(const std::array<cv::Point2f, 4>& corners, const Lens& lens) {
    const auto ray = [&](std::size_t at) {
        const cv::Point2f p = (corners[at] - lens.middle) / lens.focal_px;
        return cv::Vec3f(p.x, p.y, 1);
    };
    const cv::Vec3f tl = ray(0), tr = ray(1), br = ray(2), bl = ray(3);
    const cv::Vec3f diagonal = tl.cross(br);
    const float across = tr.cross(br).dot(bl), down = bl.cross(br).dot(tr);
    if (std::abs(across) < 1e-9F || std::abs(down) < 1e-9F) return {};
    // With the top left corner at distance one, these are the upper and the left side as they lie in space.
    const cv::Vec3f top = tr * (diagonal.dot(bl) / across) - tl;
    const cv::Vec3f left = bl * (diagonal.dot(tr) / down) - tl;
    const float width = std::sqrt(top.dot(top)), height = std::sqrt(left.dot(left));
    if (width < 1e-6F || height < 1e-6F) return {};
    const cv::Vec3f normal = top.cross(left);
    const float length = std::sqrt(normal.dot(normal));
    return {.aspect = width / height,
            .skew_cosine = top.dot(left) / (width * height),
            .tilt_cosine = length > 0 ? std::abs(normal[2]) / length : 0};
}

}  // namespace vestibule::capture
