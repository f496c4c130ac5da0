// version - which system runs: an update is measured by it.
#pragma once

#include <string>

#include "drivers/machine/machine.hpp"

namespace vestibule::device {

/// As the image's os-release says; on a system that is none of our images, the program's own version.
[[nodiscard]] std::string running_version(const drivers::Machine& machine);

}  // namespace vestibule::device
