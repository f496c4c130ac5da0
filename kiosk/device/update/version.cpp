// version - read from os-release, where that is an image of ours.
#include "kiosk/device/update/version.hpp"

#include <string_view>

namespace vestibule::device {

std::string running_version(const drivers::Machine& machine) {
    constexpr std::string_view kKey = "VERSION_ID=";
    std::string version;
    bool ours = false;
    for (const std::string& line : machine.lines("etc/os-release")) {
        ours = ours || line == "ID=vestibule";
        if (line.starts_with(kKey)) version = line.substr(kKey.size());
    }
    return ours && !version.empty() ? version : VESTIBULE_VERSION;
}

}  // namespace vestibule::device
