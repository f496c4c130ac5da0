// stick_kit - a stick that is a folder: what /sys says of the disk that holds it is made up.
#pragma once

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace vestibule::device::testing {

inline constexpr const char* kStickMade = "0781:5581:4C53";

/// A machine below `root` on which `folder`, and everything on its disk, lies on the stick kStickMade.
inline void make_stick(const std::filesystem::path& root, const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    fs::create_directories(folder);
    struct stat status {};
    if (stat(folder.c_str(), &status) != 0) return;
    const fs::path usb = root / "sys/devices/usb1/1-2";
    fs::create_directories(usb / "1-2:1.0/host0/block/sda/sda1");
    fs::create_directories(root / "sys/dev/block");
    std::error_code there;
    fs::create_directory_symlink(
        "../../devices/usb1/1-2/1-2:1.0/host0/block/sda/sda1",
        root / "sys/dev/block" / (std::to_string(major(status.st_dev)) + ":" + std::to_string(minor(status.st_dev))),
        there);
    std::ofstream(usb / "idVendor") << "0781\n";
    std::ofstream(usb / "idProduct") << "5581\n";
    std::ofstream(usb / "serial") << "4C53\n";
}

}  // namespace vestibule::device::testing
