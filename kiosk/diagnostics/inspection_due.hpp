// inspection_due - when a person has to look at the kiosk next, and that the facility hears of it when nobody has.
#pragma once

#include "kiosk/diagnostics/inspection.hpp"

namespace vestibule::diagnostics {

/// A period after the last one; at once where that found something to be put right, or where a record is not to be
/// believed. A kiosk that nobody has inspected yet is due a period after `begun`.
[[nodiscard]] drivers::WallTime inspection_due(const Inspections& inspections, int period_days,
                                               drivers::WallTime begun);

/// The same from the state folder, for whoever tells the facility: a kiosk begins with its journal. One that is overdue
/// gets its entry in the journal, once until it is inspected. Nothing where there is no journal yet, or where the clock
/// cannot be right. Errors: StoreFailed, StoreBroken.
Result<std::optional<drivers::WallTime>> mind_inspection(const std::filesystem::path& state_folder, int period_days,
                                                         const drivers::Clock& clock);

}  // namespace vestibule::diagnostics
