// turn - the small steps between two processes of the kiosk, as its unit takes them: may it start, and how did it end.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/budget.hpp"
#include "kiosk/device/os/reboot_once.hpp"

namespace vestibule::device {

/// The budget's file in the runtime folder.
inline constexpr const char* kBudgetFile = "budget";

/// How systemd says that a service ended: $EXIT_CODE and $EXIT_STATUS, as for ExecStopPost=.
[[nodiscard]] int ended_with(const std::string& exit_code, const std::string& exit_status);

/// Where vestibule-next finds what it needs; tests have places of their own.
struct TurnPlaces {
    std::filesystem::path runtime_folder, state_folder;
    std::filesystem::path hand_socket = hand::kHandSocket;
};

/// `vestibule-next run PROGRAM...` becomes the program, or ends with 12 while the budget is used up;
/// `vestibule-next ended` counts how the service ended, and asks the root helper for a reboot, once, where an
/// erasure was not proved; `vestibule-next rest PROGRAM...` becomes the program with the
/// code and the seconds of the pause added; `vestibule-next rested` begins anew. The exit code.
int take_turn(const TurnPlaces& places, const std::vector<std::string>& words);

}  // namespace vestibule::device
