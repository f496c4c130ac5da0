// stick_out - what staff take away on a USB stick: laid down in the runtime folder, written once a stick is plugged in.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// In the runtime folder: the files that wait for a stick, and what came of it; the folder's checks know both names.
inline constexpr const char *kStickOut = "stick-out", *kStickWritten = "stick-written.json";
/// A support bundle is at most 5 MiB; nothing that leaves a kiosk is larger together.
inline constexpr std::uintmax_t kStickOutMost_bytes = 16U << 20U;

/// Lays these down, by their names on the stick; none of them counts before all are there. What waited before is gone.
/// Errors: FileUnreadable.
Result<void> load_stick(const std::filesystem::path& runtime, const std::map<std::string, std::string>& files);
/// Nothing waits any more, and nothing is told.
void drop_stick(const std::filesystem::path& runtime);
/// Whether a stick that is plugged in now is one to write on: files wait, and staff are before the kiosk. Then no
/// bundle is taken from it.
[[nodiscard]] bool stick_is_awaited(const std::filesystem::path& runtime);

struct StickWritten {
    bool good = false;
    bool released = false;  ///< it was unmounted: whoever pulls it out loses nothing
    std::vector<std::string> files;
    std::string detail;  ///< not good: why
};
/// Writes what waits into the stick's folder: each file whole or not at all, all of it on the medium before it is told.
/// Nothing where nothing waits. Errors: StickFailed; then what was there before is unharmed.
Result<std::optional<StickWritten>> write_stick(const std::filesystem::path& folder,
                                                const std::filesystem::path& runtime);
/// The stick was unmounted. Errors: FileUnreadable.
Result<void> tell_released(const std::filesystem::path& runtime);
[[nodiscard]] std::optional<StickWritten> stick_written(const std::filesystem::path& runtime);

}  // namespace vestibule::device
