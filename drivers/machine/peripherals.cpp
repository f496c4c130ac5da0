// peripherals - reads /sys/class: input, drm, video4linux.
#include "drivers/machine/peripherals.hpp"

#include <algorithm>
#include <cstdlib>

namespace vestibule::drivers {

namespace {

constexpr const char* kInputs = "sys/class/input";

/// Bit `number` of a mask as the kernel writes it: words of 64 bits in hexadecimal, the highest first.
bool has_bit(const std::string& words, std::size_t number) {
    const std::vector<std::string> all = words_of(words);
    const std::size_t word = number / 64;
    return word < all.size() &&
           (std::strtoull(all[all.size() - 1 - word].c_str(), nullptr, 16) >> (number % 64) & 1U) != 0;
}

/// "1-1.4": bus, ports. An interface of it, "1-1.4:1.0", is none.
bool is_port(std::string_view name) {
    const std::size_t dash = name.find('-');
    return dash != std::string_view::npos && dash > 0 && dash + 1 < name.size() &&
           name.find_first_not_of("0123456789") == dash &&
           name.find_first_not_of("0123456789.", dash + 1) == std::string_view::npos;
}

}  // namespace

std::string usb_port_of(const Machine& machine, std::string_view path) {
    std::string port;
    for (const std::filesystem::path& part : machine.real(path)) {
        if (is_port(part.string())) port = part.string();  // the last one is the device's own
    }
    return port;
}

std::string usb_port_of_camera(const Machine& machine, std::string_view source) {
    constexpr std::string_view kDevice = "v4l2:", kPort = "port=";
    std::string node;
    const std::string_view bound = source.starts_with(kDevice) ? source.substr(kDevice.size()) : std::string_view();
    for (std::string_view left = bound; !left.starts_with('/') && !left.empty();) {
        const std::size_t end = std::min(left.find(','), left.size());
        const std::string_view part = left.substr(0, end);
        if (part.starts_with(kPort) && is_port(part.substr(kPort.size())))
            return std::string(part.substr(kPort.size()));
        left.remove_prefix(std::min(end + 1, left.size()));
    }
    if (source.starts_with(kDevice)) {
        node = machine.real(source.substr(kDevice.size())).filename().string();
    } else if (!source.empty() && source.find_first_not_of("0123456789") == std::string_view::npos) {
        node = "video" + std::string(source);
    }
    return node.empty() ? std::string() : usb_port_of(machine, "sys/class/video4linux/" + node);
}

std::vector<TouchScreen> touch_screens(const Machine& machine) {
    constexpr std::size_t kDirect = 1, kTouchX = 0x35;  // INPUT_PROP_DIRECT, ABS_MT_POSITION_X
    std::vector<TouchScreen> found;
    for (const std::string& name : machine.names(kInputs)) {
        if (!name.starts_with("input")) continue;
        const std::string folder = std::string(kInputs) + "/" + name;
        const std::string axes = machine.text(folder + "/capabilities/abs").value_or("");
        if (!has_bit(machine.text(folder + "/properties").value_or(""), kDirect)) continue;
        if (!has_bit(axes, kTouchX)) continue;
        const auto text = [&](const char* file) { return machine.text(folder + file).value_or(""); };
        found.push_back({machine.text(folder + "/name").value_or(name), usb_port_of(machine, folder),
                         text("/id/vendor"), text("/id/product"), text("/uniq")});
    }
    return found;
}

std::string binding_of(const TouchScreen& screen) {
    if (screen.port.empty()) return "name=" + screen.name;
    std::string text = "port=" + screen.port;
    const auto add = [&text](const char* key, const std::string& value) {
        const bool plain =
            std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~' && c != ','; });
        if (!value.empty() && plain) text += "," + std::string(key) + "=" + value;
    };
    add("vendor", screen.vendor), add("product", screen.product), add("serial", screen.serial);
    return text;
}

const TouchScreen* touch_bound(const std::vector<TouchScreen>& all, std::string_view binding) {
    const auto found =
        std::find_if(all.begin(), all.end(), [binding](const TouchScreen& one) { return binding_of(one) == binding; });
    if (found != all.end()) return &*found;
    return all.empty() ? nullptr : &all.front();
}

std::vector<std::string> printers(const Machine& machine) {
    constexpr const char* kDevices = "dev/vestibule";
    std::vector<std::string> found;
    for (const std::string& name : machine.names(kDevices)) {
        if (name.starts_with("printer-")) found.push_back(machine.at(std::string(kDevices) + "/" + name).string());
    }
    return found;
}

std::vector<std::string> keypads(const Machine& machine) {
    constexpr std::size_t kUp = 103, kLeft = 105, kRight = 106, kDown = 108, kEnter = 28,
                          kPadEnter = 96;  // input-event-codes.h
    std::vector<std::string> found;
    for (const std::string& name : machine.names(kInputs)) {
        const std::string folder = std::string(kInputs) + "/" + name;
        const std::string keys = machine.text(folder + "/capabilities/key").value_or("");
        const bool arrows = has_bit(keys, kUp) && has_bit(keys, kDown) && has_bit(keys, kLeft) && has_bit(keys, kRight);
        if (!name.starts_with("input") || !arrows || !(has_bit(keys, kEnter) || has_bit(keys, kPadEnter))) continue;
        found.push_back(machine.text(folder + "/name").value_or(name));
    }
    return found;
}

Displays displays(const Machine& machine) {
    Displays all = Displays::Unknown;
    for (const std::string& name : machine.names("sys/class/drm")) {
        const auto status = machine.text("sys/class/drm/" + name + "/status");
        if (!status) continue;  // a card, not one of its connectors
        // What a driver cannot tell is taken for a display: a kiosk must not wait for what nobody can report.
        if (*status != "disconnected") return Displays::Some;
        all = Displays::None;
    }
    return all;
}

}  // namespace vestibule::drivers
