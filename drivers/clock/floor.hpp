// floor - before which time no clock is believed: the day on which the program was built.
#pragma once

#include "drivers/clock/clock.hpp"

namespace vestibule::drivers {

/// A clock that shows an earlier time was never set: certificates and dates cannot be judged by it.
[[nodiscard]] WallTime time_floor();

}  // namespace vestibule::drivers
