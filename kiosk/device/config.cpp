// config - reads the configuration by the table of the settings.
#include "kiosk/device/config.hpp"

#include "kiosk/device/settings.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

Result<Config> read(TomlReader& reader, const std::filesystem::path& base) {
    Config config;
    TomlTable root = reader.root();
    read_settings(root, base, config);
    if (Result<void> finished = reader.finish(ErrorCode::BadConfiguration); !finished)
        return std::move(finished).error();
    return config;
}

}  // namespace

Result<Config> read_config(const std::filesystem::path& file) {
    TomlReader reader(file);
    return read(reader, file.parent_path());
}

Result<Config> read_config(std::string_view text, const std::filesystem::path& file) {
    TomlReader reader(text, file.string());
    return read(reader, file.parent_path());
}

}  // namespace vestibule::device
