// peripherals - what is plugged into the machine, as the kernel tells it: touch screens, keypads, displays, ports.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drivers/machine/machine.hpp"

namespace vestibule::drivers {

/// The USB port behind which something in /sys stands, "1-1.4"; empty: it is not there, or not on USB.
[[nodiscard]] std::string usb_port_of(const Machine& machine, std::string_view path);
/// Of a camera's source text, such as "v4l2:/dev/video0", a link that udev made, or "v4l2:port=1-1.2,vendor=046d";
/// empty for films and the like.
[[nodiscard]] std::string usb_port_of_camera(const Machine& machine, std::string_view source);

struct TouchScreen {
    std::string name, port;  ///< the port is empty where it is not on USB
    std::string vendor, product, serial;  ///< four hexadecimal digits each, and what it says; may be empty
};
[[nodiscard]] std::vector<TouchScreen> touch_screens(const Machine& machine);
/// The text that means this one and no other: "port=1-1.3,vendor=0eef,product=c000", or its name off the USB.
[[nodiscard]] std::string binding_of(const TouchScreen& screen);
/// The one that a text means; the first one where no text is set or what it means is not there: a glass that works is
/// of more use than one that was named.
[[nodiscard]] const TouchScreen* touch_bound(const std::vector<TouchScreen>& all, std::string_view binding);
/// Receipt printers, as udev names them by their port.
[[nodiscard]] std::vector<std::string> printers(const Machine& machine);
/// Names of the devices with which a blind patient can do everything: four arrows and one key to choose.
[[nodiscard]] std::vector<std::string> keypads(const Machine& machine);

/// Whether anything can be seen. Unknown where the kernel has no connector, as in a virtual machine without a display.
enum class Displays : std::uint8_t { Unknown, None, Some };
[[nodiscard]] Displays displays(const Machine& machine);

}  // namespace vestibule::drivers
