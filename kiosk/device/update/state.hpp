// state - what is remembered of an update between two rounds, in one file that is replaced whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "kiosk/device/update/phase.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct UpdateState {
    UpdatePhase phase = UpdatePhase::Idle;
    std::string action;    ///< the server's id of it; empty for one that a person has brought
    std::string version;   ///< as the server names it
    std::string sha256;    ///< of the bundle, 64 lower-case hexadecimal digits
    std::string feedback;  ///< where the server wants to hear of it
    std::string boot;      ///< in which start of the machine it was installed
    std::string slot;      ///< which slot that start ran from
    std::string detail;    ///< of its end, in words
    std::int64_t size_bytes = 0;
    int tries = 0;  ///< how often the whole bundle came and was not what it should be
    bool good = false;
};

/// One that is not there, or that is broken, is a kiosk without an update: the server says again what it wants.
[[nodiscard]] UpdateState read_update_state(const std::filesystem::path& state_folder);
/// Errors: FileUnreadable.
Result<void> write_update_state(const std::filesystem::path& state_folder, const UpdateState& state);

/// Where the bundle itself is kept until it is installed.
[[nodiscard]] std::filesystem::path update_file(const std::filesystem::path& state_folder);

}  // namespace vestibule::device
