// user - asks the system's own list of users.
#include "kiosk/device/os/user.hpp"

#include <pwd.h>

namespace vestibule::device {

std::optional<uid_t> user_id(const char* name) {
    const passwd* entry = getpwnam(name);
    if (entry == nullptr) return std::nullopt;
    return entry->pw_uid;
}

}  // namespace vestibule::device
