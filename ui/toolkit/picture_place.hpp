// picture_place - where in its room a picture lies, at a scale in eighths that the decoder does by itself.
#pragma once

#include "kiosk/capture/capture.hpp"
#include "ui/toolkit/geometry.hpp"

namespace vestibule::ui {

struct PicturePlace {
    Rect at;                    ///< on the window, in whole pixels
    int eighths = 8;
    int width_px = 0, height_px = 0;  ///< of the decoded picture
    float crop_x = 0, crop_y = 0;     ///< what of it is left out at each side

    /// A point of the full frame on the window.
    [[nodiscard]] capture::Point on_window(capture::Point point, bool mirrored) const noexcept;
};

/// The largest that fits; a few pixels more than the room are cut at the edges rather than going down a whole eighth.
/// A face fills the height and loses what stands beside it.
[[nodiscard]] PicturePlace place_picture(const Rect& room, int width_px, int height_px, bool fill);

}  // namespace vestibule::ui
