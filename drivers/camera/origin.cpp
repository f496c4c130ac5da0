// origin - follows a video device to the bus that it is plugged into.
#include "drivers/camera/origin.hpp"

#include <algorithm>
#include <filesystem>

namespace vestibule::drivers {

bool is_virtual(const std::string& source, const std::string& sys) {
    namespace fs = std::filesystem;
    constexpr const char* kDevice = "v4l2:";
    const bool number = !source.empty() && std::all_of(source.begin(), source.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
    if (!number && !source.starts_with(kDevice)) return true;
    std::error_code error;
    fs::path device = number ? "/dev/video" + source : source.substr(std::string(kDevice).size());
    // A name of udev's leads to the node. A device that is not there is missing, not made up.
    if (const fs::path real = fs::canonical(device, error); !error) device = real;
    const fs::path stands = fs::canonical(fs::path(sys) / "class/video4linux" / device.filename(), error);
    if (error) return false;
    const fs::path made_up = fs::canonical(fs::path(sys) / "devices", error) / "virtual";
    // vivid hangs below a platform device that no firmware has described.
    const bool platform = stands.string().find("/platform/vivid") != std::string::npos;
    return platform || stands.string().starts_with(made_up.string() + "/");
}

}  // namespace vestibule::drivers
