// hand_request - a packet at the root helper's socket.
#include "kiosk/hand/request.hpp"

#include <cstdlib>

#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    return {"reboot",
            "mark-good",
            "technician",
            "usb-power-cycle 1-1.4",
            "usb-power-cycle 2-3",
            "usb-power-cycle 1-1.2.3.4.5.6",
            "network",
            "forget-key",
            "seal-key\n-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::hand;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto request = read_request(text);
    if (!request) return 0;
    // Whatever is accepted is exactly what would be written, and names no path but a port.
    if (write_request(*request) != text) std::abort();
    if (request->verb != Verb::UsbPowerCycle) return 0;
    const Port port = port_of(request->port);
    if (port.number < 1 || port.number > 99) std::abort();
    if ((port.hub + port.hub_interface).find_first_not_of("usb0123456789-.:") != std::string::npos) std::abort();
    if ((port.hub + port.hub_interface).find("..") != std::string::npos) std::abort();
    return 0;
}
