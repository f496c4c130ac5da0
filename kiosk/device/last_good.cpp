// last_good - keeps the text of the last good configuration in the state folder.
#include "kiosk/device/last_good.hpp"

#include "kiosk/device/local.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kCopy = "last-good.toml";

/// Written only when it differs: a kiosk starts after every patient, and a disk wears.
std::optional<Error> keep(const std::filesystem::path& state, std::string_view text) {
    const std::filesystem::path copy = state / kCopy;
    if (const Result<std::string> kept = read_text(copy); kept && *kept == text) return std::nullopt;
    std::error_code error;
    std::filesystem::create_directories(state, error);
    if (Result<void> replaced = replace_file(copy, text); !replaced) return replaced.error();
    return std::nullopt;
}

Result<ChosenConfig> choose(const std::filesystem::path& file, const std::filesystem::path& state, bool keep_good) {
    ChosenConfig chosen;
    const Result<std::string> text = read_text(file);
    Result<Config> read = text ? read_config(*text, file) : Result<Config>(text.error());
    if (read) {
        chosen.config = std::move(read).value();
        if (!keep_good) return chosen;
        if (auto remark = keep(state, *text)) chosen.remarks.push_back(std::move(*remark));
        return chosen;
    }
    const Result<std::string> kept = read_text(state / kCopy);
    if (!kept) return std::move(read).error();
    // It stands for the file: relative paths begin where they did when it was good.
    Result<Config> before = read_config(*kept, file);
    if (!before) return std::move(read).error();
    chosen.config = std::move(before).value();
    chosen.last_good = true;
    chosen.remarks.push_back(std::move(read).error());
    return chosen;
}

}  // namespace

std::filesystem::path site_config(const std::filesystem::path& state) {
    return state / "site" / "current" / "vestibule.toml";
}

Result<ChosenConfig> choose_config(const std::filesystem::path& file, const std::filesystem::path& state) {
    return choose(file, state, true);
}

Result<ChosenConfig> config_in_use(const ConfigOrder& order) {
    std::error_code error;
    const std::filesystem::path site = site_config(order.state);
    const bool has_site = std::filesystem::is_symlink(site.parent_path(), error);
    const std::filesystem::path& file = has_site ? site : order.file;
    ChosenConfig chosen;
    if (!file.empty()) {
        auto read = choose(file, order.state, order.keep_good);
        const bool needed = has_site || order.file_is_required || std::filesystem::exists(file, error);
        if (!read && needed) return read;
        if (read) chosen = std::move(read).value();
    }
    const auto local = read_local(order.state);
    if (!local) chosen.remarks.push_back(local.error());
    if (local) chosen.config = with_local(std::move(chosen.config), *local);
    return chosen;
}

}  // namespace vestibule::device
