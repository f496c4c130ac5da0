// folder_swap - puts a new folder in another's place so that a power cut leaves the old one or the new one, never half.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// What happens next to which path; a test cuts the power there.
using OnStep = std::function<void(std::string_view what, const std::filesystem::path& where)>;

/// Writes `files` to the new folder ROOT/NAME and points the link ROOT/current at it; folders 0700, files 0600, all on
/// the disk before it counts. Then every other folder that it may have left behind, finished or not, is removed; those
/// all have names that begin with `prefix`. Errors: BundleNotApplied.
Result<void> swap_folder(const std::filesystem::path& root, std::string_view prefix, const std::string& name,
                         const std::map<std::string, std::string>& files, const OnStep& on_step = {});

inline constexpr const char* kCurrent = "current";

}  // namespace vestibule::device
