// icons - the kiosk's icons as calm, rounded strokes on a grid of 24, in any size and colour.
#pragma once

#include "ui/toolkit/geometry.hpp"
#include "ui/toolkit/node.hpp"

typedef struct _cairo cairo_t;

namespace vestibule::ui {

/// Draws in the current source colour. `mirrored`: arrows point the other way in right-to-left scripts.
void draw_icon(cairo_t* to, Glyph glyph, const Rect& at, bool mirrored = false);

}  // namespace vestibule::ui
