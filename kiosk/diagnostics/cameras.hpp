// cameras - what is judged of a camera, whichever it is.
#pragma once

#include "drivers/camera/camera.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// Opens it, watches it for two seconds, and closes it.
[[nodiscard]] Finding judge_camera(drivers::Camera& camera, const std::string& source, drivers::CameraRole role,
                                   const drivers::Clock& clock);

/// Opens both at once: two cameras that are well alone may be too much for one bus.
[[nodiscard]] Finding judge_bandwidth(drivers::Camera& document, drivers::Camera& face, const drivers::Clock& clock);

/// What all tests of cameras hold: a camera can be opened only once.
inline constexpr const char* kCameras = "cameras";

}  // namespace vestibule::diagnostics
