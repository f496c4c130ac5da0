// supervisor - tells systemd that the kiosk is ready and alive; where systemd is not there, nobody asks.
#pragma once

#include <optional>
#include <string_view>

#include "drivers/clock/clock.hpp"

namespace vestibule::device {

/// The first frame stands and the next touch acts.
void tell_ready();
/// Feeds the watchdog of the unit.
void tell_alive();
/// One line that `systemctl status` shows and the journal keeps after a bark; no patient's data.
void tell_status(std::string_view line);
/// The unit's WatchdogSec; nothing when nobody watches.
[[nodiscard]] std::optional<drivers::Duration> watchdog_time();

/// Whether a device in the folder can be opened and read: each "event*" is tried. `folder` is /dev/input.
[[nodiscard]] bool input_readable(std::string_view folder);

}  // namespace vestibule::device
