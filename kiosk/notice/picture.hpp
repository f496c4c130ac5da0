// picture - what a display would show, as a file: for tests, and for eyes without a display.
#pragma once

#include <functional>

#include "kiosk/notice/letters.hpp"

namespace vestibule::notice {

/// A portable pixmap. The status of a program: 0, or 1 where the file cannot be written.
int write_picture(const char* file, int width_px, int height_px, const std::function<void(const Canvas&)>& draw);

}  // namespace vestibule::notice
