// device_id - the name that a facility and its bundles have for this one kiosk.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// In the state folder.
inline constexpr const char* kDeviceIdName = "device-id";

/// 16 hexadecimal digits, made at random the first time anybody asks, and the same from then on, after updates, too.
/// All kiosks of one image have one machine-id, and many a machine has no serial number or another's: neither can name
/// it. Whoever loses the state folder loses the id: it is another device to its facility, as its key is another. A
/// kiosk that was enrolled or had its site before ids were made keeps the one it was known by, of its machine-id.
/// Errors: FileUnreadable, BadConfiguration (the file holds something else).
Result<std::string> device_id(const std::filesystem::path& state,
                              const std::filesystem::path& machine_id_file = "/etc/machine-id");

}  // namespace vestibule::device
