// small_disk - a folder on a disk of its own that holds a few pages, and can be filled to the last one.
#pragma once

#include <filesystem>
#include <string>

namespace vestibule::automation {

class SmallDisk {
public:
    /// Makes the folder and mounts the disk; where that is not allowed (no root), mounted() says so.
    explicit SmallDisk(std::filesystem::path folder, const std::string& size = "64k");
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool mounted() const { return mounted_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// Appends to the file of this name until no byte fits any more.
    void fill(const std::string& name) const;
    /// Bytes that still fit; 0 when it is full.
    [[nodiscard]] std::uintmax_t room() const;
    /// As a disk whose controller gives up: nothing can be written any more.
    void make_read_only() const;

private:
    std::filesystem::path folder_;
    bool mounted_ = false;
};

}  // namespace vestibule::automation
