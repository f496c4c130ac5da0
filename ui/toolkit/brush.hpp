// brush - the few strokes that everything is painted with: filled and bordered rounded boxes, words, colours.
#pragma once

#include <cairo.h>

#include <cstdint>

#include "ui/toolkit/geometry.hpp"
#include "ui/toolkit/words.hpp"

namespace vestibule::ui {

class Brush {
public:
    explicit Brush(cairo_t* to) : to_(to) {}

    [[nodiscard]] cairo_t* context() const noexcept { return to_; }
    void color(std::uint32_t rgb, double alpha = 1) const;
    void path(const Rect& box, double radius) const;
    void fill(const Rect& box, std::uint32_t rgb, double radius = 0) const;
    /// The border lies inside the box.
    void border(const Rect& box, std::uint32_t rgb, double width, double radius) const;
    void words(const Block& block, const Rect& at, std::uint32_t rgb) const;
    void circle(const Rect& around, std::uint32_t rgb) const;

private:
    cairo_t* to_;
};

}  // namespace vestibule::ui
