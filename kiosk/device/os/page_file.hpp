// page_file - a file of one page whose room is kept while nothing stands in it: a few words for a disk that is full.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

class PageFile {
public:
    /// Makes the page, mode 0600, if it is not there; what it holds stays. Where that fails, write() tells.
    explicit PageFile(std::filesystem::path file);

    /// Writes over the page in place: that takes no more room, and leaves no second name in the folder. At most 4096
    /// bytes, no trailing newlines; empty makes it blank. Errors: FileUnreadable.
    [[nodiscard]] Result<void> write(std::string text) const;
    /// What stands in it; nothing when it is blank or gone.
    [[nodiscard]] std::optional<std::string> read() const;

private:
    std::filesystem::path file_;
};

}  // namespace vestibule::device
