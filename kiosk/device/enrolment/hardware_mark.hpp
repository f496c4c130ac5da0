// hardware_mark - by what a facility knows a machine again whose disk was written anew.
#pragma once

#include <optional>
#include <string>

#include "drivers/machine/machine.hpp"

namespace vestibule::device {

/// 32 hexadecimal digits: a hash of what the machine's maker wrote into it - the firmware's UUID, else the board's or
/// the machine's serial number - so that neither can be read from it, and two kiosks' marks say nothing of each other.
/// Nothing where the maker wrote none, or one that many machines share: then only the facility's list of claims can
/// keep such a kiosk out.
[[nodiscard]] std::optional<std::string> hardware_mark(const drivers::Machine& machine);

}  // namespace vestibule::device
