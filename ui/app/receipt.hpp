// receipt - the erasure receipt: what a process has checked of the visit before it, as an entry of the journal.
#pragma once

#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/os/runtime.hpp"

namespace vestibule::ui {

/// `proved_ms`: from the beginning of the erasing until it was checked; what cannot be is "unknown".
[[nodiscard]] journal::NewEntry receipt(const device::Legacy& legacy, const device::Checks& checks,
                                        std::int64_t proved_ms);
/// The same where something was found: nobody is served.
[[nodiscard]] journal::NewEntry unproved(const device::Legacy& legacy, const device::Checks& checks);

/// A time as the catalog tells it: coarse, because an exact one could tell whose visit it was.
[[nodiscard]] journal::Within within(std::int64_t time_ms);

}  // namespace vestibule::ui
