// still_shape - by the true shape that the outline has before a usual lens.
#include "kiosk/capture/analysis/still_shape.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/capture/metric.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

/// Width over height in space; 0 where it is no rectangle.
float true_aspect(const FoundDocument& found, cv::Size frame) {
    std::array<cv::Point2f, 4> corners;
    for (std::size_t at = 0; at < 4; ++at) corners[at] = to_cv(found.corners[at]);
    return metric_of(corners, lens_of(frame, limits::assumed_focal_share)).aspect;
}

float off(float aspect, float wanted) {
    return std::abs(std::log(aspect / wanted));
}

}  // namespace

float aspect_of(AnalysisTarget target) {
    return target == AnalysisTarget::PassportPage ? limits::id3_aspect : limits::id1_aspect;
}

StillShape still_shape(const FoundDocument& found, cv::Size frame, AnalysisTarget target) {
    StillShape shape{.corners = found.corners};
    float aspect = true_aspect(found, frame);
    if (aspect > 0 && aspect < 1) {
        std::rotate(shape.corners.begin(), shape.corners.begin() + 1, shape.corners.end());
        aspect = 1 / aspect;
    }
    // Where no kind was named the shape tells it.
    const bool page =
        target == AnalysisTarget::PassportPage || (target == AnalysisTarget::Anything && aspect > 0 &&
                                                   off(aspect, limits::id3_aspect) < off(aspect, limits::id1_aspect));
    shape.aspect = page ? limits::id3_aspect : limits::id1_aspect;
    shape.width_mm = page ? limits::id3_width_mm : limits::id1_width_mm;
    return shape;
}

bool is_of_kind(const FoundDocument& found, cv::Size frame, float aspect) {
    constexpr float most_off = 0.075F;  // of ln(aspect): half way from ID-1 to a sheet of A4, and the lens's 5 %
    const float seen = true_aspect(found, frame);
    return seen > 0 && std::min(off(seen, aspect), off(1 / seen, aspect)) < most_off;
}

}  // namespace vestibule::capture
