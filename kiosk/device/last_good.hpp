// last_good - the configuration in use: the site's or the file, or the last good one while that is broken.
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

struct ConfigOrder {
    std::filesystem::path file;     ///< stands where no bundle has come; empty: the built-in settings
    std::filesystem::path state{};  ///< where the site's bundle, the last good copy and this kiosk's own settings are
    bool file_is_required = true;   ///< else the built-in settings stand for one that is not there
    bool keep_good = false;         ///< for the kiosk itself, whose folder it is; everybody else only reads
};

/// What this kiosk runs with, for every program that asks: the site's settings once a bundle was applied, else the
/// file's, or the last good ones while these are broken, and what was set here laid over them. Errors: as
/// `choose_config`.
Result<ChosenConfig> config_in_use(const ConfigOrder& order);

/// Reads `file` and keeps a copy of a good one in the state folder; a rejected one changes nothing there. Errors:
/// FileUnreadable, BadConfiguration, when there is no last good one either.
Result<ChosenConfig> choose_config(const std::filesystem::path& file, const std::filesystem::path& state);

}  // namespace vestibule::device
