// classifier - how likely each character of OCR-B is in a cell.
#pragma once

#include "kiosk/capture/mrz/cell.hpp"

namespace vestibule::capture::mrz {

/// Logarithms of probabilities, by the order of `alphabet`, then "none".
using LogShares = std::array<float, classes>;

/// The cell must be normalized.
[[nodiscard]] LogShares classify(const Cell& cell);

}  // namespace vestibule::capture::mrz
