// sources - the cameras that this module can make.
#pragma once

#include <memory>

#include "drivers/camera/opencv/source.hpp"

namespace vestibule::drivers {

/// A folder's pictures in the order of their names, JPEG files byte by byte as they are; starts again at its end.
std::unique_ptr<Camera> make_folder_camera(std::string folder);

/// A device, a film or a pipeline behind OpenCV's VideoCapture.
std::unique_ptr<Camera> make_video_camera(ParsedSource source);

}  // namespace vestibule::drivers
