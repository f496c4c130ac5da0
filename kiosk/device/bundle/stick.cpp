// stick - find, apply, wipe; the order is what a power cut may find.
#include "kiosk/device/bundle/stick.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/bundle/stick_update.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

constexpr int kEntriesLooked = 10'000;  // a stick full of photographs is looked through, one without end is not
constexpr std::size_t kNamesTold = 5;

std::string printable(std::string text) {
    for (char& c : text) {
        if (c < ' ' || c > '~') c = '?';
    }
    return text.substr(0, 60);
}

Result<fs::path> find_bundle(const fs::path& folder) {
    auto files = files_on_stick(folder, kStickEnding);
    if (!files) return std::move(files).error();
    const std::vector<fs::path>& found = *files;
    if (found.size() == 1) return found[0];
    if (found.empty()) {
        return Error{ErrorCode::FileUnreadable, fmt::format("the stick: no file that ends with {}", kStickEnding)};
    }
    std::string names;
    for (std::size_t f = 0; f < std::min(found.size(), kNamesTold); ++f) {
        names += (names.empty() ? "" : ", ") + printable(found[f].filename().string());
    }
    return Error{ErrorCode::FileUnreadable, fmt::format("the stick: {} bundles where one is expected: {}{}",
                                                        found.size(), names, found.size() > kNamesTold ? ", ..." : "")};
}

/// A file that is too large is not even read.
Result<std::string> read_limited(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (!error && size > kBundleMaxBytes) {
        return Error{ErrorCode::BundleTooLarge, fmt::format("{} bytes, at most {}", size, kBundleMaxBytes)};
    }
    return read_text(file);
}

/// The serial of the bundle in use, if it was these very bytes.
std::optional<int> in_use(std::string_view bytes, const fs::path& state) {
    const auto site = current_site(state);
    if (!site || !*site) return std::nullopt;
    const auto hash = read_text((*site)->config.parent_path() / kBundleHashName);
    if (!hash || *hash != sha256_hex(bytes)) return std::nullopt;
    return (*site)->manifest.serial;
}

}  // namespace

/// Regular files only: a link on a stick could point anywhere in the kiosk.
Result<std::vector<fs::path>> files_on_stick(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> found;
    std::error_code error;
    int looked = 0;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator() && looked < kEntriesLooked; entry.increment(error), ++looked) {
        std::error_code gone;
        if (entry->path().extension() != ending || entry->path().filename().string().starts_with(".")) continue;
        if (fs::is_regular_file(entry->symlink_status(gone))) found.push_back(entry->path());
    }
    if (error) return Error{ErrorCode::FileUnreadable, "the stick: " + error.message()};
    std::sort(found.begin(), found.end());
    return found;
}

bool takes_sticks(const fs::path& state, const fs::path& runtime) {
    if (stick_is_awaited(runtime) || stick_written(runtime)) return false;  // that stick is written on
    if (update_is_awaited(runtime)) return false;                           // that one brings a system
    std::error_code error;
    if (fs::exists(state / kDecommissionNote, error)) return false;  // it would be erased at once
    const auto site = current_site(state);
    return (site && !*site) || StaffHere::is_seen(runtime);
}

Result<StickImport> apply_from_stick(const fs::path& folder, const fs::path& state, const ApplyOptions& options) {
    const auto file = find_bundle(folder);
    if (!file) return file.error();
    const auto bytes = read_limited(*file);
    if (!bytes) return Error(bytes.error()).within(printable(file->filename().string()));
    StickImport import;
    if (const auto serial = in_use(*bytes, state)) {
        import = {*serial, true};
    } else {
        const auto applied = apply_bundle(*bytes, state, options);
        if (!applied) return Error(applied.error()).within(printable(file->filename().string()));
        import.serial = applied->manifest.serial;
    }
    if (options.on_step) options.on_step("wipe", *file);
    if (Result<void> wiped = wipe_file(*file); !wiped) {
        return Error{ErrorCode::BundleNotApplied,
                     fmt::format("bundle {} is in use now, but the stick cannot be cleaned: {}", import.serial,
                                 wiped.error().context)};
    }
    if (options.on_step) options.on_step("done", *file);
    return import;
}

}  // namespace vestibule::device
