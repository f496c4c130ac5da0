// last_step - for a program whose disk is about to be pulled out: stay in memory, and start the machine anew.
#pragma once

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// From here on nothing of this process is read from a disk. Errors: MemoryNotLocked.
Result<void> keep_all_in_memory();

/// At once, without asking anybody: whoever could be asked was on that disk. Returns only when the kernel refuses.
void restart_machine();

}  // namespace vestibule::device
