// state_folder - the lock, what is set aside, and small files that must be whole.
#include "kiosk/device/os/state_folder.hpp"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace vestibule::device {

namespace {

constexpr std::chrono::milliseconds kLookAgain{5};
constexpr std::size_t kAsideKept = 2;
constexpr const char* kLockFile = "lock";

Error failed(const std::filesystem::path& file) {
    return {ErrorCode::StoreFailed, file.string() + ": " + std::strerror(errno)};
}

Result<void> write_whole(int file, const std::filesystem::path& name, std::string_view text) {
    std::size_t written = 0;
    while (file >= 0 && written < text.size()) {
        const ssize_t count = write(file, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        written += static_cast<std::size_t>(count);
    }
    const bool good = file >= 0 && written == text.size() && fsync(file) == 0;
    const int why = errno;
    if (file >= 0) close(file);
    if (good) return {};
    return Error{ErrorCode::FileUnreadable, name.string() + ": " + std::strerror(why)};
}

/// What is set aside is named NAME.aside-1, -2, ...; the highest number is the newest.
std::vector<long> numbers_aside(const std::filesystem::path& folder, const std::string& prefix) {
    std::vector<long> numbers;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(prefix) || name.ends_with("-journal")) continue;
        numbers.push_back(std::strtol(name.c_str() + prefix.size(), nullptr, 10));
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

int on_object(dl_phdr_info* info, std::size_t, void* found) {
    auto& build = *static_cast<std::int64_t*>(found);
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& header = info->dlpi_phdr[i];
        if (header.p_type != PT_NOTE) continue;
        const auto* at = reinterpret_cast<const std::uint8_t*>(info->dlpi_addr + header.p_vaddr);
        const auto* end = at + header.p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            ElfW(Nhdr) note{};
            std::memcpy(&note, at, sizeof note);
            const auto padded = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
            const auto* text = at + sizeof note + padded(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_descsz >= 6 && text + note.n_descsz <= end) {
                build = 0;
                for (std::size_t b = 0; b < 6; ++b) build = build << 8 | text[b];
                return 1;
            }
            at = text + padded(note.n_descsz);
        }
    }
    return 1;  // the first object is the program itself
}

}  // namespace

Result<StateFolder> StateFolder::open(const std::filesystem::path& folder, std::chrono::milliseconds patience) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorCode::StoreFailed, folder.string() + ": " + error.message()};
    if (chmod(folder.c_str(), 0700) != 0 && errno != EPERM) return failed(folder);
    StateFolder opened(folder);
    opened.lock_ = ::open((folder / kLockFile).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened.lock_ < 0) return failed(folder);
    const auto until = std::chrono::steady_clock::now() + patience;
    while (flock(opened.lock_, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) return failed(folder);
        if (std::chrono::steady_clock::now() > until) {
            return Error{ErrorCode::StoreFailed, folder.string() + ": another program uses it"};
        }
        std::this_thread::sleep_for(kLookAgain);
    }
    return opened;
}

StateFolder::StateFolder(StateFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

StateFolder::~StateFolder() {
    if (lock_ >= 0) close(lock_);
}

Result<void> StateFolder::set_aside(const std::string& name) const {
    const std::string prefix = name + ".aside-";
    std::vector<long> numbers = numbers_aside(folder_, prefix);
    const auto aside = [&](long number) { return (folder_ / (prefix + std::to_string(number))).string(); };
    const long next = numbers.empty() ? 1 : numbers.back() + 1;
    // The companion first: a store whose companion is gone may be rolled forward wrongly, one that is alone is not.
    const std::string companion = (folder_ / name).string() + "-journal";
    if (rename(companion.c_str(), (aside(next) + "-journal").c_str()) != 0 && errno != ENOENT) return failed(folder_);
    if (rename((folder_ / name).c_str(), aside(next).c_str()) != 0 && errno != ENOENT) return failed(folder_);
    numbers.push_back(next);
    for (std::size_t i = 0; i + kAsideKept < numbers.size(); ++i) {
        unlink(aside(numbers[i]).c_str());
        unlink((aside(numbers[i]) + "-journal").c_str());
    }
    return {};
}

std::filesystem::path default_state_folder() {
    if (const char* systemd = std::getenv("STATE_DIRECTORY")) return systemd;
    if (const char* user = std::getenv("XDG_STATE_HOME")) return std::filesystem::path(user) / "vestibule";
    if (const char* home = std::getenv("HOME")) return std::filesystem::path(home) / ".local/state/vestibule";
    return "/var/lib/vestibule";
}

Result<void> write_private_file(const std::filesystem::path& file, std::string_view text) {
    return write_whole(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), file, text);
}

Result<void> replace_file(const std::filesystem::path& file, std::string_view text, FileFor readers) {
    const std::string fresh = file.string() + ".new";
    auto written = write_whole(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), file, text);
    if (!written) {
        unlink(fresh.c_str());
        return written;
    }
    // Whatever the service's umask is: the reader is another user.
    const bool opened = readers == FileFor::Owner || chmod(fresh.c_str(), 0644) == 0;
    if (!opened || rename(fresh.c_str(), file.c_str()) != 0) {
        return Error{ErrorCode::FileUnreadable, file.string() + ": " + std::strerror(errno)};
    }
    return {};
}

std::int64_t build_id() {
    std::int64_t build = 0;
    dl_iterate_phdr(on_object, &build);
    return build;
}

}  // namespace vestibule::device
