// reboot_once - asks for a new start of the machine where an erasure was not proved; once, so that it never loops.
#pragma once

#include <chrono>
#include <filesystem>

#include "kiosk/device/os/hand_client.hpp"

namespace vestibule::device {

/// Its file in the state folder: there from before the reboot until the kiosk has been good for a while.
inline constexpr const char* kRebootFile = "reboot-asked";

enum class Rebooting : std::uint8_t {
    Asked,     ///< the machine goes down
    Spent,     ///< it was asked before and has not helped
    NotKept,   ///< what cannot be kept is not asked: it would be asked again after each start
    NotHeard,  ///< the helper is not there or refused; another time, then
};
/// Notes it durably, then asks the root helper.
[[nodiscard]] Rebooting reboot_once(const std::filesystem::path& state_folder,
                                    const std::filesystem::path& hand_socket);
/// A visit ended well, so long after the machine's start. True: the next failure may reboot again.
bool reboot_helped(const std::filesystem::path& state_folder, std::chrono::seconds since_start);

}  // namespace vestibule::device
