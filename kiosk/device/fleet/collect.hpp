// collect - takes the numbers of this kiosk from its store and from what else knows them.
#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/device/fleet/metrics.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/update/phase.hpp"

namespace vestibule::device {

/// What the store does not know.
struct Around {
    std::optional<drivers::WallTime> certificate_until;
    std::optional<std::int64_t> bundle_serial;
    std::optional<drivers::WallTime> inspection_due;
    std::int64_t log_entries_waiting = 0;
    UpdatePhase update = UpdatePhase::Idle;
    std::int64_t storage_bytes = 0, storage_free_bytes = 0;
};

/// Counts of visits and duties are of full hours only: how they grow must not tell when somebody was here.
/// Errors: StoreFailed, StoreBroken.
Result<Snapshot> collect(journal::Store& store, const Around& around);

}  // namespace vestibule::device
