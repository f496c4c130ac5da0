// hand_client - asks the root helper for one of its few things, and waits for its answer.
#pragma once

#include <filesystem>

#include "kiosk/hand/request.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::hand {

/// Where `vestibule-hand.socket` listens.
inline constexpr const char* kHandSocket = "/run/vestibule-hand.sock";

/// Waits at most as long as the helper may take; call it where nobody is kept waiting.
/// Errors: HandFailed (it is not there, it refused, it could not do it, it did not answer). `may_be_done` tells whether
/// it may have been carried out: also where it was heard and no answer came.
[[nodiscard]] Result<void> ask_hand(const Request& request, const std::filesystem::path& socket = kHandSocket,
                                    bool* may_be_done = nullptr);

}  // namespace vestibule::hand
