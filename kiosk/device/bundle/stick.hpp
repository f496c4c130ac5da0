// stick - takes the site's bundle from a USB stick: the one that is there, or clear words and nothing changed.
#pragma once

#include "kiosk/device/bundle/site.hpp"

namespace vestibule::device {

/// What a stick may hold that its kiosk takes: one file with this ending, at its top.
inline constexpr const char* kStickEnding = ".bundle";

struct StickImport {
    int serial = 0;
    bool was_in_use = false;  ///< the kiosk had it already: only the stick was cleaned
};

/// What lies at the top of a stick with this ending, in the order of their names; what another system has left beside
/// its files is left out. Errors: FileUnreadable.
Result<std::vector<std::filesystem::path>> files_on_stick(const std::filesystem::path& folder, std::string_view ending);

/// Whether a stick is looked at now: a kiosk without a site, or with staff before it who have signed in.
[[nodiscard]] bool takes_sticks(const std::filesystem::path& state, const std::filesystem::path& runtime);

/// Applies the one bundle of the folder, then wipes it from there: it may hold secrets, and a kiosk keeps them better.
/// One that this kiosk uses already is only wiped, so that a power cut between the two steps ends well with the next
/// try. One that is refused stays where it is. Errors: FileUnreadable (none or several, with their names), and those of
/// `apply_bundle`; BundleNotApplied also when the stick cannot be cleaned - the bundle is in use then.
Result<StickImport> apply_from_stick(const std::filesystem::path& folder, const std::filesystem::path& state,
                                     const ApplyOptions& options);

/// What came of a stick, told to the screen that staff stand before: by the program that took it, in a process of its
/// own.
struct StickNote {
    bool good = false;
    int serial = 0;                         ///< good: of the bundle
    ErrorCode code = ErrorCode::BadOption;  ///< else why not, and in words
    std::string detail;
};
inline constexpr const char* kStickNote = "stick-note.json";  ///< in the runtime folder; its checks know the name
/// Written only while staff are seen. Errors: FileUnreadable.
Result<void> leave_note(const std::filesystem::path& runtime, const StickNote& note);
/// The note, which is then gone.
[[nodiscard]] std::optional<StickNote> take_note(const std::filesystem::path& runtime);

}  // namespace vestibule::device
