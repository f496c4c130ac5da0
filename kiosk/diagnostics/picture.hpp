// picture - a camera's frame as brightness alone, for tests that measure it.
#pragma once

#include <optional>

#include "drivers/camera/camera.hpp"

namespace vestibule::diagnostics {

/// Rows of one byte a pixel. It may show a person, so it is wiped when it goes.
struct Grey {
    int width = 0, height = 0;
    privacy::WipedBytes pixels;

    [[nodiscard]] int at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
    }
};

/// No larger than the limits where the frame is a JPEG. Nothing when it cannot be read.
[[nodiscard]] std::optional<Grey> grey_of(const drivers::Frame& frame, int widest_px, int highest_px);

/// Mean of 0 to 255, and how much of the picture has no drawing any more.
struct Light {
    double mean = 0, black_percent = 0, white_percent = 0;
};
[[nodiscard]] Light light_of(const Grey& grey);

}  // namespace vestibule::diagnostics
