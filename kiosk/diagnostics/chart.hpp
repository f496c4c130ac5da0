// chart - how sharp a camera sees the printed chart, after ISO 12233: a black bar on white whose edges lean.
#pragma once

#include <variant>

#include "kiosk/diagnostics/picture.hpp"

namespace vestibule::diagnostics {

/// The chart as `vestibulectl chart` prints it.
inline constexpr double kBarWidth_mm = 60, kBarHeight_mm = 160, kBarLean_degrees = 5;

struct ChartSight {
    double sharpness = 0;     ///< MTF50: cycles a pixel at which half of the contrast is left
    double pixels_a_mm = 0;   ///< how large the chart is seen
    double middle_x = 0;      ///< of the bar, as a part of the picture's width
    double lean_degrees = 0;  ///< of its edges
    double contrast = 0;      ///< between bar and paper, of 255
};

/// Why there is nothing to measure.
enum class ChartTrouble : std::uint8_t { NotSeen, Upright, Pale };

[[nodiscard]] std::variant<ChartSight, ChartTrouble> measure_chart(const Grey& grey);

}  // namespace vestibule::diagnostics
