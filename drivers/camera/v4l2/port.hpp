// port - the controls of a device file.
#pragma once

#include <memory>
#include <string>

#include "drivers/camera/v4l2/controls.hpp"

namespace vestibule::drivers::v4l2 {

/// A second opening of the device, which V4L2 allows beside the one that streams. Null if it cannot be opened.
std::unique_ptr<ControlPort> open_port(const std::string& device);

}  // namespace vestibule::drivers::v4l2
