// paint_guide - large arrows and a count-down over the picture of a face, for someone who has just taken off glasses.
#pragma once

#include "ui/toolkit/brush.hpp"
#include "ui/toolkit/node.hpp"
#include "ui/toolkit/picture_place.hpp"

namespace vestibule::ui {

/// Which way to go, seen on the window: one of each axis at most; `depth` > 0 is closer, < 0 is back.
struct GuideMove {
    int across = 0, down = 0, depth = 0;
    bool operator==(const GuideMove&) const = default;
};

/// What the verdict asks the person to do, as they see themselves on the window.
[[nodiscard]] GuideMove guide_move(const CameraPart& part, const PicturePlace& place, int frame_width_px) noexcept;

/// 3, 2, 1 while the ring closes; 0: nothing to count.
[[nodiscard]] int guide_count(const capture::Verdict& verdict) noexcept;

/// Draws both inside `place.at`.
void paint_guide(const Brush& brush, const Typesetter& type, const CameraPart& part, const PicturePlace& place,
                 int frame_width_px);

}  // namespace vestibule::ui
