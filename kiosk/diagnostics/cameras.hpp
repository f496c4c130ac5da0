// cameras - what is judged of a camera, whichever it is.
#pragma once

#include "drivers/camera/camera.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// Opens it, watches it for two seconds, and closes it.
[[nodiscard]] Finding judge_camera(drivers::Camera& camera, const std::string& source, drivers::CameraRole role,
                                   const drivers::Clock& clock);

}  // namespace vestibule::diagnostics
