// glass - screens that are one thing from edge to edge: the squares of the touch screen's test, and plain colours.
#pragma once

#include <bitset>
#include <string>

#include "kiosk/staff/glass.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui::screens {

/// Without bands.
[[nodiscard]] Node whole_screen(std::string id, Text label);
/// A square for every place of the glass, and how many are left.
[[nodiscard]] Node glass(std::string id, const std::bitset<staff::kTouchSquares>& touched_squares);

}  // namespace vestibule::ui::screens
