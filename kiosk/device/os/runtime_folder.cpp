// runtime_folder - systemd's word first, then the user's, then the place of an appliance.
#include "kiosk/device/os/runtime_folder.hpp"

#include <cstdlib>

namespace vestibule::device {

std::filesystem::path default_runtime_folder() {
    if (const char* systemd = std::getenv("RUNTIME_DIRECTORY")) return systemd;
    if (const char* user = std::getenv("XDG_RUNTIME_DIR")) return std::filesystem::path(user) / "vestibule";
    return "/run/vestibule";
}

}  // namespace vestibule::device
