// hand - the root helper: serves one request of the kiosk's user on a connection, and ends.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/hand/request.hpp"

namespace vestibule::hand {

/// What the helper touches; tests have places of their own.
struct Places {
    std::filesystem::path usb = "/sys/bus/usb/devices";
    std::filesystem::path lamps = "/sys/class/leds";
    std::string systemctl = "/usr/bin/systemctl";
    std::string systemd_creds = "/usr/bin/systemd-creds";
    std::filesystem::path sealed = "/var/lib/vestibule-key";  ///< root's own folder
};

/// Serves one request on a connected SOCK_SEQPACKET socket. Only `user` is served; the kernel says who asks. The answer
/// is "ok" or "no: " and a reason. The exit code: 0 done, 1 failed, 64 no request, 77 not the kiosk's user.
int serve(int connection, uid_t user, const Places& places);

}  // namespace vestibule::hand
