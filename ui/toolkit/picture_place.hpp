// picture_place - where in its room a picture lies, how large, and at which size it is best decoded.
#pragma once

#include "kiosk/capture/capture.hpp"
#include "ui/toolkit/geometry.hpp"

namespace vestibule::ui {

struct PicturePlace {
    Rect at;                          ///< on the window, in whole pixels
    float scale = 1;                  ///< from the full frame to the window
    int eighths = 8;                  ///< the decoder's own scale
    int width_px = 0, height_px = 0;  ///< of the decoded picture
    float crop_x = 0, crop_y = 0;     ///< what is left out at each side, in pixels of the window

    /// A point of the full frame on the window. `frame_width_px` is the full frame's.
    [[nodiscard]] capture::Point on_window(capture::Point point, int frame_width_px, bool mirrored) const noexcept;
};

/// The largest that fits. A face fills the height and loses what stands beside it.
[[nodiscard]] PicturePlace place_picture(const Rect& room, int width_px, int height_px, bool fill);

}  // namespace vestibule::ui
