// wifi_control - asks wpa_supplicant, by its control socket, which Wi-Fi networks there are and whether it is in one.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// The answer to one request of its control interface ("SCAN", "SCAN_RESULTS", "STATUS"). `folder` is the one of its
/// sockets, `device` the network device. Errors: NotReachable (nobody there), TimedOut.
Result<std::string> ask_wifi(const std::filesystem::path& folder, const std::string& device, const std::string& request,
                             std::chrono::milliseconds patience = std::chrono::milliseconds(2000));

/// Has it listen on every channel, and waits until it has. Errors: as above.
Result<void> scan_wifi(const std::filesystem::path& folder, const std::string& device,
                       std::chrono::milliseconds patience = std::chrono::seconds(10));

}  // namespace vestibule::device
