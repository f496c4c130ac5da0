// child - runs a program to its end and reads what it says, line by line; one that hangs is ended.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct ChildEnd {
    int code = 0;      ///< its exit code; 128 and the signal when one ended it
    std::string text;  ///< all that it said, at most 64 KiB
};

/// `told` hears each line as it comes, of its output and its errors. Its environment is this one's without secrets:
/// PATH, LANG and D-Bus' address. Errors: FileUnreadable (it cannot be started), TimedOut (it was ended).
Result<ChildEnd> run_child(const std::vector<std::string>& words, std::chrono::seconds patience,
                           const std::function<void(std::string_view line)>& told = {});

}  // namespace vestibule::device
