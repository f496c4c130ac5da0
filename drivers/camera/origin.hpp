// origin - tells a camera that is plugged in from one that a program makes up.
#pragma once

#include <string>

namespace vestibule::drivers {

/// Whether the pictures of this source can be anything but a camera's: a file, a folder, a pipeline, or a device of the
/// kernel that no hardware stands behind. `sys`: where the kernel tells of its devices.
bool is_virtual(const std::string& source, const std::string& sys = "/sys");

}  // namespace vestibule::drivers
