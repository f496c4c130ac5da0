// capture_module - loads the capture engine after the first frame, so that the program starts without its libraries.
#pragma once

#include <memory>
#include <string>

#include "kiosk/capture/capture.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// Errors: BadModule, with the reason.
Result<std::shared_ptr<capture::Engine>> load_capture_module(const std::string& path, const std::string& cascade_folder,
                                                             const std::string& face_model);

}  // namespace vestibule::device
