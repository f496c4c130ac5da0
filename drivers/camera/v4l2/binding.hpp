// binding - which video device a role means: by its place on the USB, its vendor and its serial number, and never one
// that is no camera.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers::v4l2 {

/// A video device as the kernel tells of it.
struct Node {
    std::string device;                   ///< "/dev/video0"
    std::string name;                     ///< as the driver calls it
    std::string port;                     ///< "1-1.2": bus and ports; empty where it is not on the USB
    std::string vendor, product, serial;  ///< four hexadecimal digits each, and what the camera says; may be empty
    int index = 0;                        ///< of the devices of one camera; the first gives the pictures
    bool made_by_software = false;        ///< v4l2loopback, vivid and the like
};

/// Below `sys`, which is /sys but in tests; in the order of their numbers.
[[nodiscard]] std::vector<Node> nodes(const std::filesystem::path& sys);

/// The text with which `resolve` finds this camera again and no other one: its place on the USB, vendor, product and
/// serial, as far as it has them; off the USB its path.
[[nodiscard]] std::string binding_of(const Node& node);

/// `wanted`: "/dev/videoN", or "port=1-1.2,vendor=046d,product=0825,serial=ABC" with one or more of them; all that are
/// named must be right, and exactly one camera must be meant. The device's path.
/// Errors: CameraMissing, with what was found instead.
Result<std::string> resolve(std::string_view wanted, const std::filesystem::path& sys);

}  // namespace vestibule::drivers::v4l2
