// cameras_here - the cameras that this kiosk has, each with the text that binds a role to it; for set-up and repair.
#pragma once

#include <string>
#include <vector>

#include "drivers/machine/machine.hpp"
#include "kiosk/device/config.hpp"

namespace vestibule::device {

struct CameraHere {
    std::string source;                         ///< as the settings name it
    std::string name;                           ///< as its driver calls it; empty: only the settings know it
    std::string port, vendor, product, serial;  ///< of the USB; may be empty
    bool documents = false, faces = false;      ///< the settings give it that role
};

/// What the kernel has, never what software makes up; then what the settings name besides. `made_up_too`: for tests,
/// also films and simulated cameras that the settings name.
[[nodiscard]] std::vector<CameraHere> cameras_here(const drivers::Machine& machine, const Config& config,
                                                   bool made_up_too);

}  // namespace vestibule::device
