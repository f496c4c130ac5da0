// small_disk - a tmpfs of sixteen pages, where nobody asks for more.
#include "tests/automation/small_disk.hpp"

#include <sys/mount.h>

#include <fstream>

namespace vestibule::automation {

SmallDisk::SmallDisk(std::filesystem::path folder, const std::string& size) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
}

SmallDisk::~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::fill(const std::string& name) const {
    std::ofstream file(folder_ / name, std::ios::app);
    for (int i = 0; i < 256 && file; ++i) file << std::string(1024, '\0') << std::flush;
}

std::uintmax_t SmallDisk::room() const {
    return std::filesystem::space(folder_).available;
}

void SmallDisk::make_read_only() const {
    mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr);
}

}  // namespace vestibule::automation
