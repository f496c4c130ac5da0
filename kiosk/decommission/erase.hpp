// erase - everything in a folder but what is named, file by file, each overwritten and gone from the disk.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::decommission {

/// What kind of thing a file of the state folder is, as the certificate names it.
[[nodiscard]] std::string_view kind_of(const std::filesystem::path& relative);
/// How many files there are of each kind; links count, folders do not.
[[nodiscard]] std::map<std::string, int> count_kinds(const std::filesystem::path& folder,
                                                     const std::set<std::string>& kept);

/// Hears what goes next: a path below the folder.
using OnErase = std::function<void(const std::filesystem::path& what)>;
/// All at the folder's top but `kept`, what lies below it, too. What cannot go is told after the rest has gone.
/// Errors: FileUnreadable.
Result<void> erase_all(const std::filesystem::path& folder, const std::set<std::string>& kept, const OnErase& on_erase);

}  // namespace vestibule::decommission
