// request - what may be asked of the root helper: eight verbs, and nothing that is not exactly one of them; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vestibule::hand {

enum class Verb : std::uint8_t {
    UsbPowerCycle,  ///< "usb-power-cycle 1-1.4": switches a USB port off and on again
    Reboot,         ///< "reboot"
    MarkGood,       ///< "mark-good": this boot was good
    Technician,     ///< "technician": technician mode in place of the kiosk
    Network,        ///< "network": what the kiosk's plan of its network says holds from now on
    SealKey,        ///< "seal-key", a new line, and the key: kept for this machine's own root alone
    ForgetKey,      ///< "forget-key": what was sealed is wiped
    Light,          ///< "light 60 document-light": a lamp of /sys/class/leds, in percent
};

struct Request {
    Verb verb = Verb::Reboot;
    std::string port{};  ///< as Linux names a USB device: bus, '-', ports with '.' between them
    std::string pem{};   ///< SealKey: the key and its certificates, as text
    std::string lamp{};  ///< Light: as the kernel names a lamp, one plain name
    int percent = 0;     ///< Light
};

/// Longer than any request; a longer packet is none. A key comes with its certificates.
inline constexpr std::size_t kRequestLongest_bytes = 16 * 1024;

/// Nothing unless the whole text is one request, byte by byte.
[[nodiscard]] std::optional<Request> read_request(std::string_view text);
[[nodiscard]] std::string write_request(const Request& request);

/// The hub and the number of the port: of "1-1.4" the hub "1-1" and 4, of "1-2" the root hub "usb1" and 2.
struct Port {
    std::string hub, hub_interface;
    int number = 0;
};
[[nodiscard]] Port port_of(const std::string& device);

}  // namespace vestibule::hand
