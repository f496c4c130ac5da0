// medium - from the folder's device number to the USB device above it in /sys.
#include "kiosk/device/os/medium.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>

namespace vestibule::device {

namespace {

constexpr std::size_t kSerialLongest = 100;
constexpr int kLevels = 32;  // hubs nest five deep

bool plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

}  // namespace

std::string medium_of(const std::filesystem::path& folder, const drivers::Machine& machine) {
    struct stat status {};
    if (stat(folder.c_str(), &status) != 0) return {};
    const std::string node =
        "sys/dev/block/" + std::to_string(major(status.st_dev)) + ":" + std::to_string(minor(status.st_dev));
    // "../../devices/.../usb1/1-2/1-2:1.0/host0/.../block/sda/sda1": the first one above it that has all three.
    std::string up = node;
    for (int level = 0; level < kLevels; ++level) {
        up += "/..";
        const auto vendor = machine.text(up + "/idVendor"), product = machine.text(up + "/idProduct");
        if (!vendor || !product) continue;
        std::string serial = machine.text(up + "/serial").value_or("");
        if (serial.empty() || serial.size() > kSerialLongest) return {};
        std::replace_if(
            serial.begin(), serial.end(), [](char c) { return !plain(c); }, '_');
        return *vendor + ":" + *product + ":" + serial;
    }
    return {};
}

}  // namespace vestibule::device
