// peripherals - what is plugged into the machine, as the kernel tells it: touch screens, keypads, displays, ports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drivers/machine/machine.hpp"

namespace vestibule::drivers {

/// The USB port behind which something in /sys stands, "1-1.4"; empty: it is not there, or not on USB.
[[nodiscard]] std::string usb_port_of(const Machine& machine, std::string_view path);
/// Of a camera's source text, such as "v4l2:/dev/video0" or a link that udev made; empty for films and the like.
[[nodiscard]] std::string usb_port_of_camera(const Machine& machine, std::string_view source);

struct TouchScreen {
    std::string name, port;  ///< the port is empty where it is not on USB
};
[[nodiscard]] std::vector<TouchScreen> touch_screens(const Machine& machine);
/// Names of the devices with which a blind patient can do everything: four arrows and one key to choose.
[[nodiscard]] std::vector<std::string> keypads(const Machine& machine);

/// Whether anything can be seen. Unknown where the kernel has no connector, as in a virtual machine without a display.
enum class Displays : std::uint8_t { Unknown, None, Some };
[[nodiscard]] Displays displays(const Machine& machine);

}  // namespace vestibule::drivers
