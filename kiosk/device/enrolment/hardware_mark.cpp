// hardware_mark - the first of a few files that says something of this machine alone.
#include "kiosk/device/enrolment/hardware_mark.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "kiosk/device/bundle/manifest.hpp"

namespace vestibule::device {

namespace {

constexpr std::size_t kLength = 32;
constexpr std::size_t kShortest = 5;  // what is shorter is a version or a joke
/// The product's UUID, what its board and case are called, and the same of boards without a BIOS.
constexpr std::array<const char*, 4> kFiles{"sys/class/dmi/id/product_uuid", "sys/class/dmi/id/board_serial",
                                            "sys/class/dmi/id/product_serial", "proc/device-tree/serial-number"};

/// Letters and digits alone, in one case: one machine is written in more than one way.
std::string plain(const std::string& text) {
    std::string out;
    for (const unsigned char c : text) {
        if (std::isalnum(c) != 0) out += static_cast<char>(std::tolower(c));
    }
    return out;
}

/// What makers leave where a number belongs.
bool is_shared(const std::string& value) {
    static const std::set<std::string> kKnown{"03000200040005000006000700080009",
                                              "tobefilledbyoem",
                                              "defaultstring",
                                              "systemserialnumber",
                                              "serialnumber",
                                              "notspecified",
                                              "notapplicable",
                                              "0123456789",
                                              "123456789",
                                              "1234567890",
                                              "chassisserialnumber",
                                              "baseboardserialnumber",
                                              "unknown",
                                              "invalid"};
    const bool all_alike = std::all_of(value.begin(), value.end(), [&value](char c) { return c == value.front(); });
    return value.size() < kShortest || all_alike || kKnown.contains(value);
}

}  // namespace

std::optional<std::string> hardware_mark(const drivers::Machine& machine) {
    for (const char* file : kFiles) {
        const auto text = machine.text(file);
        if (!text) continue;
        const std::string value = plain(*text);
        if (!is_shared(value)) return sha256_hex("vestibule hardware mark of " + value).substr(0, kLength);
    }
    return std::nullopt;
}

}  // namespace vestibule::device
