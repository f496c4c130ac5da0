// console - what is typed on a keyboard reaches the kernel's console beside the kiosk, which nobody reads: there it would
// stay in a buffer after the visit. Off, the console takes nothing, and no key switches to another one.
#include "kiosk/ctl/console.hpp"

#include <fcntl.h>
#include <linux/kd.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "kiosk/ctl/common.hpp"

namespace vestibule::ctl {

namespace {

/// The one that is in front; keys go there.
constexpr const char* kConsole = "/dev/tty0";

Result<void> mute(const std::string& device) {
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

}  // namespace

void add_console(CLI::App& app, int& code) {
    auto device = std::make_shared<std::string>(kConsole);
    CLI::App* console = app.add_subcommand("console", "The kernel's text console");
    console->require_subcommand(1);
    CLI::App* run = console->add_subcommand("mute", "It hears no key: what a patient types stays nowhere");
    run->add_option("--device", *device, "the console")->type_name("FILE");
    run->callback([device, &code] {
        const auto done = mute(*device);
        code = done ? kGood : failed(done.error());
    });
}

}  // namespace vestibule::ctl
