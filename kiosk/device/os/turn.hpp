// turn - the small steps between two processes of the kiosk, as its unit takes them: may it start, and how did it end.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/budget.hpp"

namespace vestibule::device {

/// The budget's file in the runtime folder.
inline constexpr const char* kBudgetFile = "budget";

/// How systemd says that a service ended: $EXIT_CODE and $EXIT_STATUS, as for ExecStopPost=.
[[nodiscard]] int ended_with(const std::string& exit_code, const std::string& exit_status);

/// `vestibule-next run PROGRAM...` becomes the program, or ends with 12 while the budget is used up;
/// `vestibule-next ended` counts how the service ended; `vestibule-next rest PROGRAM...` becomes the program with the
/// code and the seconds of the pause added; `vestibule-next rested` begins anew. The exit code.
int take_turn(const std::filesystem::path& folder, const std::vector<std::string>& words);

}  // namespace vestibule::device
