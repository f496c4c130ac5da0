// stick_update - a system on a USB stick: awaited by staff who asked for it, copied into the state folder, and told in
// a note. Whether it may be installed is not decided here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// In the runtime folder: staff wait for one, and what came of it; the folder's checks know both names.
inline constexpr const char *kUpdateAwaited = "update-awaited", *kUpdateTaken = "update-taken.json";
/// One file with this ending, at the stick's top.
inline constexpr const char* kUpdateEnding = ".raucb";

/// Where its copy lies until it is installed or given up; that of the update server is another file.
[[nodiscard]] std::filesystem::path stick_update_file(const std::filesystem::path& state);

/// From now on a stick is looked at for a system. What came before is gone. Errors: FileUnreadable.
Result<void> await_update(const std::filesystem::path& runtime, const std::filesystem::path& state);
/// Nothing is awaited any more, nothing is told, and the copy is gone.
void drop_update(const std::filesystem::path& runtime, const std::filesystem::path& state);
/// Somebody has asked for it and still stands before the kiosk: a stick that is plugged in unattended does nothing.
[[nodiscard]] bool update_is_awaited(const std::filesystem::path& runtime);

struct UpdateTaken {
    bool good = false;      ///< the copy is whole, and on the disk
    bool released = false;  ///< the stick was unmounted: it can be pulled out
    bool over = false;      ///< it was copied, or it failed
    int percent = 0;        ///< of the copying
    std::string detail{};   ///< over and not good: why
};
/// Copies the one system of the stick's folder. Nothing where none is awaited; what an earlier one has left is gone
/// then. Errors: FileUnreadable (none or several, with their names), StickFailed (it was pulled out), StoreFailed (no
/// room); then no part of it stays.
Result<std::optional<UpdateTaken>> take_update(const std::filesystem::path& folder,
                                               const std::filesystem::path& runtime,
                                               const std::filesystem::path& state);
/// The stick was unmounted. Errors: FileUnreadable.
Result<void> tell_update_released(const std::filesystem::path& runtime);
[[nodiscard]] std::optional<UpdateTaken> update_taken(const std::filesystem::path& runtime);

}  // namespace vestibule::device
