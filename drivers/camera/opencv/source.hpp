// source - what a camera's source text names.
#pragma once

#include <string>
#include <string_view>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers {

struct ParsedSource {
    enum class Kind : std::uint8_t { Device, Film, Folder, Pipeline };
    Kind kind = Kind::Device;
    std::string where;   ///< a device's path, a file, a folder or a pipeline
    bool repeat = true;  ///< a film starts again at its end, unless its source ends with "?once"
};

/// "0", "v4l2:/dev/video0", "v4l2:port=1-1.2,vendor=046d,serial=ABC",
/// "file:PATH", "file:PATH?once", "folder:PATH", "gstreamer:PIPELINE". Errors: CameraMissing.
Result<ParsedSource> parse_source(std::string_view text);

/// Replaces "{role}" by "document" or "face", so that one source text serves both roles.
std::string for_role(std::string_view text, CameraRole role);

}  // namespace vestibule::drivers
