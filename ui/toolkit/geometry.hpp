// geometry - points, sizes and rectangles in pixels of the window.
#pragma once

#include <algorithm>

namespace vestibule::ui {

struct Size {
    float w = 0, h = 0;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    [[nodiscard]] float right() const noexcept { return x + w; }
    [[nodiscard]] float bottom() const noexcept { return y + h; }
    [[nodiscard]] bool empty() const noexcept { return w <= 0 || h <= 0; }
    [[nodiscard]] bool contains(float px, float py) const noexcept {
        return px >= x && py >= y && px < right() && py < bottom();
    }
    [[nodiscard]] Rect grown(float by) const noexcept { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
    [[nodiscard]] Rect crossed(const Rect& other) const noexcept {
        const float left = std::max(x, other.x), top = std::max(y, other.y);
        return {left, top, std::max(0.0F, std::min(right(), other.right()) - left),
                std::max(0.0F, std::min(bottom(), other.bottom()) - top)};
    }
    [[nodiscard]] Rect joined(const Rect& other) const noexcept {
        if (empty()) return other;
        if (other.empty()) return *this;
        const float left = std::min(x, other.x), top = std::min(y, other.y);
        return {left, top, std::max(right(), other.right()) - left, std::max(bottom(), other.bottom()) - top};
    }
    /// Whether `other` lies inside, with half a pixel for rounding.
    [[nodiscard]] bool holds(const Rect& other) const noexcept {
        return other.x >= x - 0.5F && other.y >= y - 0.5F && other.right() <= right() + 0.5F &&
               other.bottom() <= bottom() + 0.5F;
    }
    bool operator==(const Rect&) const = default;
};

}  // namespace vestibule::ui
