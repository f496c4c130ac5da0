// console - two questions to the kernel's keyboard: off, and is it.
#include "kiosk/device/os/console.hpp"

#include <fcntl.h>
#include <linux/kd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace vestibule::device {

Result<void> mute_console(const std::string& device) {
    const auto wrong = [&device] { return Error{ErrorCode::FileUnreadable, device + ": " + std::strerror(errno)}; };
    const int console = open(device.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (console < 0) return wrong();
    long mode = K_XLATE;
    const bool off = ioctl(console, KDSKBMODE, K_OFF) == 0 && ioctl(console, KDGKBMODE, &mode) == 0;
    Result<void> done = off ? Result<void>() : wrong();
    // What was typed before and read by nobody goes, too.
    if (off && tcflush(console, TCIFLUSH) != 0) done = wrong();
    close(console);
    if (done && mode != K_OFF) return Error{ErrorCode::FileUnreadable, device + ": it still hears keys"};
    return done;
}

}  // namespace vestibule::device
