// runtime_folder - where the files stand that one process of the kiosk leaves for the next.
#pragma once

#include <filesystem>

namespace vestibule::device {

/// The folder when none is named: systemd's RUNTIME_DIRECTORY, else XDG_RUNTIME_DIR/vestibule, else /run/vestibule.
[[nodiscard]] std::filesystem::path default_runtime_folder();

}  // namespace vestibule::device
