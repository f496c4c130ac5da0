// day_time - a part of the day, "01:00-05:00": when a kiosk may be kept from patients.
#pragma once

#include <optional>
#include <string_view>

#include "drivers/clock/clock.hpp"

namespace vestibule::device {

struct DayTime {
    int from_min = 0, until_min = 0;  ///< minutes since midnight; `until` may be the smaller one: over midnight
};

/// Nothing when the text is not HH:MM-HH:MM with two different times.
[[nodiscard]] std::optional<DayTime> read_day_time(std::string_view text);
[[nodiscard]] bool within(const DayTime& part, int minute_of_day);
/// Of the machine's local time.
[[nodiscard]] int minute_of_day(drivers::WallTime time);

}  // namespace vestibule::device
