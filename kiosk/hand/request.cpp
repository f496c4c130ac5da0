// request - reads a request without a library: numbers of a few digits, and the characters between them; of a key only
// that it is text.
#include "kiosk/hand/request.hpp"

namespace vestibule::hand {

namespace {

constexpr std::string_view kCycle = "usb-power-cycle ", kReboot = "reboot", kMarkGood = "mark-good",
                           kTechnician = "technician", kNetwork = "network", kSealKey = "seal-key\n",
                           kForgetKey = "forget-key", kLight = "light ";
constexpr std::string_view kPemBegins = "-----BEGIN ", kPemEnds = "-----\n";
constexpr int kHubsMax = 6;  // USB allows five hubs one behind the other
constexpr std::size_t kLampLongest = 63;  // the kernel has no longer names for its devices' lamps

/// Takes a number from 1 to 99, without a leading zero.
bool take_number(std::string_view& text) {
    const auto digit = [&text](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    if (!digit(0) || text[0] == '0') return false;
    const std::size_t length = digit(1) ? 2 : 1;
    if (digit(length)) return false;
    text.remove_prefix(length);
    return true;
}

bool is_port(std::string_view text) {
    if (!take_number(text) || !text.starts_with('-')) return false;
    for (int hub = 0; hub < kHubsMax; ++hub) {
        text.remove_prefix(1);
        if (!take_number(text)) return false;
        if (text.empty()) return true;
        if (text[0] != '.') return false;
    }
    return false;
}

/// "60 document-light": no folder, and nothing that leads out of the lamps' own.
std::optional<Request> read_light(std::string_view text) {
    std::size_t digits = 0;
    int percent = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        if (digits == 3) return std::nullopt;
        percent = percent * 10 + (text[digits] - '0');
    }
    if (digits == 0 || (digits > 1 && text[0] == '0') || percent > 100) return std::nullopt;
    if (digits >= text.size() || text[digits] != ' ') return std::nullopt;
    const std::string_view lamp = text.substr(digits + 1);
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '_' ||
               c == '-' || c == '.';
    };
    if (lamp.empty() || lamp.size() > kLampLongest || lamp[0] == '.') return std::nullopt;
    for (const char c : lamp) {
        if (!plain(c)) return std::nullopt;
    }
    return Request{.verb = Verb::Light, .lamp = std::string(lamp), .percent = percent};
}

/// Lines of printable characters, as OpenSSL writes them. What stands in it is the kiosk's own affair.
bool is_pem(std::string_view text) {
    for (const char c : text) {
        if (c != '\n' && (c < ' ' || c > '~')) return false;
    }
    return text.starts_with(kPemBegins) && text.ends_with(kPemEnds);
}

}  // namespace

std::optional<Request> read_request(std::string_view text) {
    if (text.size() > kRequestLongest_bytes) return std::nullopt;
    if (text == kReboot) return Request{.verb = Verb::Reboot};
    if (text == kMarkGood) return Request{.verb = Verb::MarkGood};
    if (text == kTechnician) return Request{.verb = Verb::Technician};
    if (text == kNetwork) return Request{.verb = Verb::Network};
    if (text == kForgetKey) return Request{.verb = Verb::ForgetKey};
    if (text.starts_with(kSealKey)) {
        text.remove_prefix(kSealKey.size());
        if (!is_pem(text)) return std::nullopt;
        return Request{.verb = Verb::SealKey, .pem = std::string(text)};
    }
    if (text.starts_with(kLight)) return read_light(text.substr(kLight.size()));
    if (!text.starts_with(kCycle)) return std::nullopt;
    text.remove_prefix(kCycle.size());
    if (!is_port(text)) return std::nullopt;
    return Request{.verb = Verb::UsbPowerCycle, .port = std::string(text)};
}

std::string write_request(const Request& request) {
    switch (request.verb) {
        case Verb::UsbPowerCycle:
            return std::string(kCycle) + request.port;
        case Verb::Reboot:
            return std::string(kReboot);
        case Verb::MarkGood:
            return std::string(kMarkGood);
        case Verb::Technician:
            return std::string(kTechnician);
        case Verb::Network:
            return std::string(kNetwork);
        case Verb::SealKey:
            return std::string(kSealKey) + request.pem;
        case Verb::ForgetKey:
            return std::string(kForgetKey);
        case Verb::Light:
            return std::string(kLight) + std::to_string(request.percent) + ' ' + request.lamp;
    }
    return {};
}

Port port_of(const std::string& device) {
    const std::size_t dash = device.find('-'), dot = device.rfind('.');
    const std::string bus = device.substr(0, dash);
    if (dot == std::string::npos) return {"usb" + bus, bus + "-0:1.0", std::stoi(device.substr(dash + 1))};
    const std::string hub = device.substr(0, dot);
    return {hub, hub + ":1.0", std::stoi(device.substr(dot + 1))};
}

}  // namespace vestibule::hand
