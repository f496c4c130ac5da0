// keeping - where each ladder stands, in the device store, committed together with the journal's entry of the step.
#pragma once

#include <array>

#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/ladder/ladder.hpp"

namespace vestibule::device {

using Standings = std::array<std::optional<Standing>, static_cast<std::size_t>(LadderId::Count)>;

/// Only within a transaction. Nothing for a device that was never seen. What cannot be right counts as the bottom.
[[nodiscard]] Result<Standings> read_standings(journal::Store& store);
/// Only within a transaction. A step up is journalled, and so is having left the ladder; a new port is not.
Result<void> keep_standing(journal::Store& store, LadderId ladder, const Standing& standing);

}  // namespace vestibule::device
