// runtime - the files of the runtime folder and the checks on the predecessor.
#include "kiosk/device/os/runtime.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/swap.hpp"
#include "kiosk/device/os/turn.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kLegacyFile = "last-visit.json";
constexpr const char* kMissedFile = "journal-missed";         // the ledger's
constexpr const char* kSettledFile = "duties-settled";        // the ledger's
constexpr std::chrono::milliseconds kPredecessorGone{2'000};  // a process that exits is gone within milliseconds
constexpr std::chrono::milliseconds kLookAgain{5};

Error unreadable(const std::filesystem::path& file) {
    return {ErrorCode::FileUnreadable, file.string() + ": " + std::strerror(errno)};
}

/// A process that is gone, or a number that another process has by now.
bool is_gone(int pid) {
    if (pid <= 0 || pid == getpid()) return true;
    if (kill(pid, 0) != 0 && errno == ESRCH) return true;
    std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(status)), {});
    if (text.empty()) return true;
    const std::size_t bracket = text.rfind(')');
    // A zombie's memory is released already; only its exit code waits to be read.
    if (bracket != std::string::npos && bracket + 2 < text.size() && text[bracket + 2] == 'Z') return true;
    return text.find("(vestibule") == std::string::npos;
}

}  // namespace

Result<Runtime> Runtime::open(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorCode::FileUnreadable, folder.string() + ": " + error.message()};
    if (chmod(folder.c_str(), 0700) != 0 && errno != EPERM) return unreadable(folder);
    return Runtime(folder);
}

Runtime::Runtime(std::filesystem::path folder) : folder_(std::move(folder)), legacy_(folder_ / kLegacyFile) {}

Runtime::Runtime(Runtime&& other) noexcept
    : folder_(std::move(other.folder_)), legacy_(std::move(other.legacy_)), lock_(std::exchange(other.lock_, -1)) {}

Runtime::~Runtime() {
    if (lock_ >= 0) close(lock_);
}

std::optional<Legacy> Runtime::take_legacy() {
    const auto found = legacy_.read();
    if (!found) return std::nullopt;
    Legacy legacy;
    const auto json = nlohmann::json::parse(*found, nullptr, false);
    if (json.is_object()) {
        const auto text = [&json](const char* key, std::string otherwise) {
            return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : otherwise;
        };
        const auto number = [&json](const char* key) {
            return json.contains(key) && json[key].is_number_integer() ? json[key].get<std::int64_t>() : 0;
        };
        legacy.finished = json.value("finished", nlohmann::json(false)) == true;
        legacy.ending = text("ending", "");
        legacy.language = text("language", "en");
        legacy.text_size = static_cast<int>(number("text_size"));
        legacy.theme = static_cast<int>(number("theme"));
        legacy.pid = static_cast<int>(number("pid"));
        legacy.erasing_since_ms = number("erasing_since_ms");
        legacy.wiped_ms = json.contains("wiped_ms") ? number("wiped_ms") : -1;
        legacy.swapped_kb = json.contains("swapped_kb") ? number("swapped_kb") : -1;
        legacy.still_to_deliver = json.value("still_to_deliver", nlohmann::json(false)) == true;
        if (json.contains("erased") && json["erased"].is_array()) {
            for (const auto& kind : json["erased"]) {
                if (kind.is_string()) legacy.erased.push_back(kind.get<std::string>());
            }
        }
    }
    leave_nothing();
    return legacy;
}

Result<void> Runtime::leave(const Legacy& legacy) {
    const nlohmann::json json{{"finished", legacy.finished},
                              {"ending", legacy.ending},
                              {"language", legacy.language},
                              {"text_size", legacy.text_size},
                              {"theme", legacy.theme},
                              {"erased", legacy.erased},
                              {"pid", static_cast<int>(getpid())},
                              {"wiped_ms", legacy.wiped_ms},
                              {"erasing_since_ms", legacy.erasing_since_ms},
                              {"swapped_kb", own_swapped_kb()},
                              {"still_to_deliver", legacy.still_to_deliver}};
    return legacy_.write(json.dump());
}

void Runtime::leave_nothing() {
    (void)legacy_.write({});
}

Result<void> Runtime::lock_visit() {
    const std::filesystem::path file = folder_ / kVisitLock;
    if (lock_ < 0) lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) return unreadable(file);
    if (flock(lock_, LOCK_SH | LOCK_NB) != 0) return unreadable(file);
    return {};
}

Result<void> Runtime::mark_usable() {
    return replace_file(folder_ / kUsableMark, "");
}

Result<void> Runtime::check_forgotten(const Legacy& legacy, Checks* checks, const drivers::Machine& machine) const {
    Checks unasked;
    Checks& made = checks != nullptr ? *checks : unasked;
    const auto until = std::chrono::steady_clock::now() + kPredecessorGone;
    while (!is_gone(legacy.pid)) {
        if (std::chrono::steady_clock::now() > until) {
            made.process = Check::Failed;
            return Error{ErrorCode::NotErased, "the process of the visit before still runs"};
        }
        std::this_thread::sleep_for(kLookAgain);
    }
    made.process = Check::Passed;
    // Nothing but the kiosk's own names may stand in the runtime folder.
    static const std::set<std::string> kKnown{
        kVisitLock,           kUsableMark, kStaffHere,        "stick-note.json", "stick-out",
        "stick-written.json", kLegacyFile, "automation.sock", "hand.sock",       kMissedFile,
        kSettledFile,         kBudgetFile, "pass-offer.json", "update-awaited",  "update-taken.json"};
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        if (!kKnown.contains(entry.path().filename().string())) {
            made.folder = Check::Failed;
            return Error{ErrorCode::NotErased, "a file was left in the runtime folder"};
        }
    }
    made.folder = error ? Check::NotMade : Check::Passed;
    struct rlimit cores {};
    if (getrlimit(RLIMIT_CORE, &cores) == 0 && cores.rlim_cur != 0) {
        made.cores = Check::Failed;
        return Error{ErrorCode::NotErased, "core files are not off"};
    }
    made.cores = Check::Passed;
    if (legacy.swapped_kb > 0) {
        made.swap = Check::Failed;
        return Error{ErrorCode::NotErased, "memory of the visit before was written to swap"};
    }
    made.swap = swap_possible(machine) ? Check::NotMade : Check::Passed;
    return {};
}

void keep_memory_private() {
    const struct rlimit none {};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace vestibule::device
