// still_shape - which kind of document the outline in a stored picture is, and its corners from its own upper left.
#pragma once

#include "kiosk/capture/analysis/analysis.hpp"
#include "kiosk/capture/find.hpp"

namespace vestibule::capture {

struct StillShape {
    float aspect = 1, width_mm = 1;
    std::array<Point, 4> corners{};  ///< the first two along a longer side: a card may stand upright in the picture
};
[[nodiscard]] StillShape still_shape(const FoundDocument& found, cv::Size frame, AnalysisTarget target);

[[nodiscard]] float aspect_of(AnalysisTarget target);
/// Whether an outline of any shape, lying or upright, may be of the kind that was named: a sheet of paper is no
/// licence.
[[nodiscard]] bool is_of_kind(const FoundDocument& found, cv::Size frame, float aspect);

}  // namespace vestibule::capture
