// erase - secrets before what only they make dangerous, so that a power cut finds the worst gone.
#include "kiosk/decommission/erase.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/device/os/part_file.hpp"

namespace vestibule::decommission {

namespace {

namespace fs = std::filesystem;

struct Kind {
    std::string_view begins, kind;
};
/// By the first part of a path below the state folder, in the order in which they go.
constexpr std::array kKinds{
    Kind{"device.", "keys and certificates"},
    Kind{"enrolment", "enrolment"},
    Kind{"device-id", "enrolment"},
    Kind{"access", "secrets of staff access"},
    Kind{"network", "network settings and Wi-Fi keys"},
    Kind{"site", "settings of the site"},
    Kind{"local.", "settings of this kiosk"},
    Kind{"setup-done", "settings of this kiosk"},
    Kind{"store.sqlite", "journal and counters"},
};
constexpr std::string_view kElse = "results, reports and notes";

std::size_t rank(const fs::path& relative) {
    const std::string first = relative.empty() ? std::string() : relative.begin()->string();
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (first.starts_with(kKinds.at(i).begins)) return i;
    }
    return kKinds.size();
}

/// Never through a link: it could lead out of the folder.
std::vector<fs::path> files_below(const fs::path& folder, const std::set<std::string>& kept) {
    std::vector<fs::path> all;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const fs::path relative = at->path().lexically_relative(folder);
        if (kept.contains(relative.begin()->string())) {
            at.disable_recursion_pending();
            continue;
        }
        std::error_code gone;
        if (!fs::is_directory(at->symlink_status(gone))) all.push_back(relative);
    }
    std::stable_sort(all.begin(), all.end(), [](const fs::path& a, const fs::path& b) { return rank(a) < rank(b); });
    return all;
}

Result<void> erase_one(const fs::path& file) {
    std::error_code error;
    if (fs::is_regular_file(fs::symlink_status(file, error))) return device::wipe_file(file);
    fs::remove(file, error);
    return error ? Result<void>(Error{ErrorCode::FileUnreadable, file.string() + ": " + error.message()})
                 : Result<void>();
}

}  // namespace

std::string_view kind_of(const fs::path& relative) {
    const std::size_t at = rank(relative);
    return at < kKinds.size() ? kKinds.at(at).kind : kElse;
}

std::map<std::string, int> count_kinds(const fs::path& folder, const std::set<std::string>& kept) {
    std::map<std::string, int> counts;
    for (const fs::path& file : files_below(folder, kept)) ++counts[std::string(kind_of(file))];
    return counts;
}

Result<void> erase_all(const fs::path& folder, const std::set<std::string>& kept, const OnErase& on_erase) {
    Result<void> all;
    for (const fs::path& relative : files_below(folder, kept)) {
        if (on_erase) on_erase(relative);
        if (Result<void> gone = erase_one(folder / relative); !gone && all) all = std::move(gone);
    }
    if (!all) return all;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (kept.contains(entry.path().filename().string())) continue;
        std::error_code trouble;
        fs::remove_all(entry.path(), trouble);
        if (trouble) return Error{ErrorCode::FileUnreadable, entry.path().string() + ": " + trouble.message()};
    }
    // Somebody who wrote meanwhile is found here, and the whole is tried again.
    if (const auto left = files_below(folder, kept); !left.empty())
        return Error{ErrorCode::FileUnreadable, (folder / left.front()).string() + ": it came back"};
    return {};
}

}  // namespace vestibule::decommission
