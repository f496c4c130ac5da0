// last_good - the configuration to start with: the file, or the last good one while the file is broken.
#pragma once

#include <filesystem>
#include <vector>

#include "kiosk/device/config.hpp"

namespace vestibule::device {

struct ChosenConfig {
    Config config;
    bool last_good = false;      ///< the file was rejected, and this is what worked before
    std::vector<Error> remarks;  ///< why it was rejected, or why a good one could not be kept
};

/// Where the site's own configuration stands once a bundle was applied.
[[nodiscard]] std::filesystem::path site_config(const std::filesystem::path& state);

/// Reads `file` and keeps a copy of a good one in the state folder; a rejected one changes nothing there. Errors:
/// FileUnreadable, BadConfiguration, when there is no last good one either.
Result<ChosenConfig> choose_config(const std::filesystem::path& file, const std::filesystem::path& state);

}  // namespace vestibule::device
