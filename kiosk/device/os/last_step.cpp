// last_step - the kernel's own calls for it.
#include "kiosk/device/os/last_step.hpp"

#include <sys/mman.h>
#include <sys/reboot.h>

#include <cerrno>
#include <cstring>

namespace vestibule::device {

Result<void> keep_all_in_memory() {
    if (mlockall(MCL_CURRENT | MCL_FUTURE) == 0) return {};
    return Error{ErrorCode::MemoryNotLocked, std::strerror(errno)};
}

void restart_machine() {
    reboot(RB_AUTOBOOT);
}

}  // namespace vestibule::device
