// group - lines that lie below each other as a zone's do, and the layout that they read best in.
#pragma once

#include <optional>

#include "kiosk/capture/mrz/line.hpp"
#include "kiosk/capture/mrz/mrz.hpp"

namespace vestibule::capture::mrz {

constexpr int beyond = 10;  ///< positions that are read past both ends of what was seen of a line

struct Best {
    std::optional<Mrz> mrz;
    float score = -1e9F;
    float filled = 0;  ///< 0..1, the share of what was seen that the layout explains
    /// Nothing that another look could make better: valid, or a clear print whose digits are wrong.
    [[nodiscard]] bool settled() const { return mrz && (mrz->valid || (filled > 0.93F && mrz->confidence > 0.975F)); }
};

/// Tries every two and three lines in every layout, and keeps what reads best.
void try_groups(const std::vector<Line>& lines, Best& best);

}  // namespace vestibule::capture::mrz
