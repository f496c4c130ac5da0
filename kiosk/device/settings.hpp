// settings - the one table of the configuration: it reads the file, it checks it, and it writes the reference page.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/device/config.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

/// What a setting's value must look like, beyond its type.
enum class Form : std::uint8_t {
    Text,       ///< any text
    Country,    ///< ISO 3166-1 alpha-3
    Path,       ///< of a file or folder; a relative one begins at the configuration's own folder
    Proxy,      ///< http://host:port, or empty
    Number,     ///< from `lowest` to `highest`
    Languages,  ///< those that the screens speak; from `lowest` to `highest` of them
    Names,      ///< of files; from `lowest` to `highest` of them
    Texts,      ///< any texts; from `lowest` to `highest` of them
    Whole,      ///< a whole number from `lowest` to `highest`
    Position,   ///< "hand" or "tray"
    Colours,    ///< "off" or "ask"
    HostPort,   ///< host:port, or empty
    Server,     ///< https://..., or empty
    DayTime,    ///< HH:MM-HH:MM, or empty
    Accent,     ///< #RRGGBB with the contrast that words need, or empty
    PlainPage,  ///< http://..., or empty: a captive portal shows itself only there
    Flag,       ///< true or false
};

struct Setting {
    using Target = std::variant<std::string Config::*, double Config::*, int Config::*, bool Config::*,
                                std::vector<std::string> Config::*>;
    std::string_view table, key;
    Target target;
    Form form;
    double lowest, highest;  ///< of a number, or of a list's length
    std::string_view meaning;
};

/// In the order of the file; the settings of a table stand together.
[[nodiscard]] std::span<const Setting> settings();

/// Reads every setting of the table; `base` is what relative paths begin at.
void read_settings(TomlTable& root, const std::filesystem::path& base, Config& config);

/// A setting's value as it would stand in the file.
[[nodiscard]] std::string written(const Setting& setting, const Config& config);

/// docs/configuration.md.
[[nodiscard]] std::string reference_page();

}  // namespace vestibule::device
