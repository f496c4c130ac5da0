// module - loads a camera module, so that the program starts without the libraries behind its cameras.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers {

/// Makes a camera that is not open yet; null when the source cannot be understood.
using CameraFactory = std::function<std::unique_ptr<Camera>()>;

/// Loads the module at `path` and gives a factory of cameras that read `source`. A module once loaded stays loaded,
/// because the frames that it made may outlive its cameras. Errors: BadModule.
Result<CameraFactory> load_camera_module(const std::string& path, const CameraSource& source);

/// Changes what a simulated camera shows; false when the text is not understood (see simulated/scene.hpp).
using SteerCamera = std::function<bool(const char* json)>;

/// The steering of a simulated camera's module. Errors: BadModule (a real camera's module has none).
Result<SteerCamera> load_camera_steering(const std::string& path);

}  // namespace vestibule::drivers
