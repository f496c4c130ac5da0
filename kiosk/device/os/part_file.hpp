// part_file - a file that grows part by part, each on the disk before it counts.
#pragma once

#include <filesystem>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// Adds to the end of a file of mode 0600, which is made if it is not there. Errors: FileUnreadable.
Result<void> append_part(const std::filesystem::path& file, std::string_view bytes);
/// A file whole or not at all, also on a medium that is pulled out: under a name of its own first, on the medium, then
/// in the old one's place, and that on the medium, too. Errors: FileUnreadable; then the old one is unharmed.
Result<void> put_file(const std::filesystem::path& file, std::string_view bytes);
/// Whether another medium is mounted in this folder.
[[nodiscard]] bool is_mounted(const std::filesystem::path& folder);
/// Writes zeros over a file where the medium lets one, takes it away, and sees that this is on the disk. A medium that
/// wears level keeps old blocks for a while: it is not a shredder. Errors: FileUnreadable.
Result<void> wipe_file(const std::filesystem::path& file);

}  // namespace vestibule::device
