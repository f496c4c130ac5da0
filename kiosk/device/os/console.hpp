// console - the kernel's text console, which stands beside the kiosk and hears every key.
#pragma once

#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// The one that is in front; keys go there.
inline constexpr const char* kConsole = "/dev/tty0";

/// Turns its keyboard off (K_OFF) and drops what it has heard: nobody reads it, so that a patient's words would stay in
/// its buffer. No key switches to another console then. Errors: FileUnreadable (no console, or no right to it).
Result<void> mute_console(const std::string& device);

}  // namespace vestibule::device
