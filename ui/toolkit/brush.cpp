// brush - the strokes, by Cairo.
#include "ui/toolkit/brush.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <numbers>

namespace vestibule::ui {

void Brush::color(std::uint32_t rgb, double alpha) const {
    cairo_set_source_rgba(to_, ((rgb >> 16) & 0xFF) / 255.0, ((rgb >> 8) & 0xFF) / 255.0, (rgb & 0xFF) / 255.0, alpha);
}

void Brush::path(const Rect& box, double radius) const {
    constexpr double kPi = std::numbers::pi;
    const double r = std::min({radius, box.w / 2.0, box.h / 2.0});
    cairo_new_path(to_);
    if (r <= 0) {
        cairo_rectangle(to_, box.x, box.y, box.w, box.h);
        return;
    }
    cairo_arc(to_, box.right() - r, box.y + r, r, -kPi / 2, 0);
    cairo_arc(to_, box.right() - r, box.bottom() - r, r, 0, kPi / 2);
    cairo_arc(to_, box.x + r, box.bottom() - r, r, kPi / 2, kPi);
    cairo_arc(to_, box.x + r, box.y + r, r, kPi, 3 * kPi / 2);
    cairo_close_path(to_);
}

void Brush::fill(const Rect& box, std::uint32_t rgb, double radius) const {
    color(rgb);
    path(box, radius);
    cairo_fill(to_);
}

void Brush::border(const Rect& box, std::uint32_t rgb, double width, double radius) const {
    color(rgb);
    cairo_set_line_width(to_, width);
    path(box.grown(static_cast<float>(-width / 2)), radius - width / 2);
    cairo_stroke(to_);
}

void Brush::words(const Block& block, const Rect& at, std::uint32_t rgb) const {
    if (block.empty()) return;
    color(rgb);
    cairo_move_to(to_, at.x, at.y);
    pango_cairo_show_layout(to_, block.layout());
}

void Brush::circle(const Rect& around, std::uint32_t rgb) const {
    color(rgb);
    cairo_new_path(to_);
    cairo_arc(to_, around.x + around.w / 2.0, around.y + around.h / 2.0, around.w / 2.0, 0, 2 * std::numbers::pi);
    cairo_fill(to_);
}

}  // namespace vestibule::ui
