// state_folder - the folder of the device store: made for this user only, used by one writer at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// Holds the folder's lock for as long as it lives.
class StateFolder {
public:
    /// Makes the folder (mode 0700) and waits for its lock. Errors: StoreFailed.
    static Result<StateFolder> open(const std::filesystem::path& folder, std::chrono::milliseconds patience);
    StateFolder(StateFolder&& other) noexcept;
    StateFolder& operator=(StateFolder&&) = delete;
    ~StateFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
    /// Renames NAME and its companion NAME-journal, so that a fresh one can begin; only the newest few are kept.
    Result<void> set_aside(const std::string& name) const;

private:
    explicit StateFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
    std::filesystem::path folder_;
    int lock_ = -1;
};

/// systemd's STATE_DIRECTORY, else XDG_STATE_HOME/vestibule, else ~/.local/state/vestibule, else /var/lib/vestibule.
[[nodiscard]] std::filesystem::path default_state_folder();

/// Writes a file of mode 0600 that was not there before. Errors: FileUnreadable.
Result<void> write_private_file(const std::filesystem::path& file, std::string_view text);
enum class FileFor : std::uint8_t { Owner, Everybody };  ///< who may read it: mode 0600 or 0644
/// Writes a file whole or not at all: a new one takes the old one's place. Errors: FileUnreadable.
Result<void> replace_file(const std::filesystem::path& file, std::string_view text, FileFor readers = FileFor::Owner);

/// The first 48 bits of the running program's build id; 0 when it was linked without one.
[[nodiscard]] std::int64_t build_id();

}  // namespace vestibule::device
