// paint_guide - arrows at the picture's sides and a number in its lower middle, where no oval hides them.
#include "ui/toolkit/paint_guide.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace vestibule::ui {

namespace {

constexpr std::uint32_t kLight = 0xFFFFFF, kUnder = 0x10222E, kGood = 0x1E7A46;
constexpr double kUnderPart = 0.6;
constexpr int kCountFrom = 3;
constexpr float kArrowMm = 26;   // seen at arm's length by someone who needs glasses for the words
constexpr float kStrokeMm = 5;
constexpr float kBadgeMm = 30;
constexpr double kNumberMm = 17;  // height of a capital

/// A chevron that points along (dx, dy), around its middle.
void arrow(const Brush& brush, double x, double y, double size, int dx, int dy, double width) {
    auto* to = brush.context();
    const double half = size / 2, depth = size / 4;
    cairo_new_path(to);
    if (dx != 0) {
        cairo_move_to(to, x - dx * depth, y - half);
        cairo_line_to(to, x + dx * depth, y);
        cairo_line_to(to, x - dx * depth, y + half);
    } else {
        cairo_move_to(to, x - half, y - dy * depth);
        cairo_line_to(to, x, y + dy * depth);
        cairo_line_to(to, x + half, y - dy * depth);
    }
    cairo_set_line_cap(to, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(to, CAIRO_LINE_JOIN_ROUND);
    brush.color(kUnder, kUnderPart);
    cairo_set_line_width(to, width * 1.9);
    cairo_stroke_preserve(to);
    brush.color(kLight);
    cairo_set_line_width(to, width);
    cairo_stroke(to);
}

}  // namespace

GuideMove guide_move(const CameraPart& part, const PicturePlace& place, int frame_width_px) noexcept {
    const capture::Verdict& verdict = part.verdict;
    if (verdict.hint == capture::Hint::MoveCloser) return {.across = 0, .down = 0, .depth = 1};
    if (verdict.hint == capture::Hint::MoveBack) return {.across = 0, .down = 0, .depth = -1};
    if (verdict.hint != capture::Hint::CentreIt || !verdict.found) return {};
    const auto first = place.on_window(verdict.corners[0], frame_width_px, part.mirrored);
    const auto third = place.on_window(verdict.corners[2], frame_width_px, part.mirrored);
    const float x = (place.at.x + place.at.w / 2 - (first.x + third.x) / 2) / place.at.w;
    const float y = (place.at.y + place.at.h / 2 - (first.y + third.y) / 2) / place.at.h;
    if (std::abs(x) >= std::abs(y)) return {.across = x < 0 ? -1 : 1, .down = 0, .depth = 0};
    return {.across = 0, .down = y < 0 ? -1 : 1, .depth = 0};
}

int guide_count(const capture::Verdict& verdict) noexcept {
    if (verdict.take || verdict.steadiness <= 0 || verdict.steadiness >= 1) return 0;
    return std::clamp(kCountFrom - static_cast<int>(verdict.steadiness * kCountFrom), 1, kCountFrom);
}

void paint_guide(const Brush& brush, const Typesetter& type, const CameraPart& part, const PicturePlace& place,
                 int frame_width_px) {
    const Rect& at = place.at;
    const Metrics& metrics = type.metrics();
    const double size = std::min<double>(metrics.px(kArrowMm), at.w / 5), width = metrics.px(kStrokeMm);
    const double middle_x = at.x + at.w / 2, middle_y = at.y + at.h / 2;
    const double left = at.x + size * 0.6, right = at.right() - size * 0.6;
    const double top = at.y + size * 0.6, bottom = at.bottom() - size * 0.6;
    const GuideMove move = guide_move(part, place, frame_width_px);
    // Closer: the face is to grow, so the arrows point out; back: in.
    if (move.depth != 0) {
        arrow(brush, left, middle_y, size, -move.depth, 0, width);
        arrow(brush, right, middle_y, size, move.depth, 0, width);
    }
    if (move.across != 0) arrow(brush, move.across < 0 ? left : right, middle_y, size, move.across, 0, width);
    if (move.down != 0) arrow(brush, middle_x, move.down < 0 ? top : bottom, size, 0, move.down, width);
    const int count = guide_count(part.verdict);
    if (count == 0) return;
    const float side = metrics.px(kBadgeMm);
    const Rect badge{static_cast<float>(middle_x) - side / 2, at.bottom() - side * 1.15F, side, side};
    brush.circle(badge, kGood);
    const Block number = type.set_words(std::to_string(count), {.capital_mm = kNumberMm, .bold = true});
    const Size natural = number.natural();
    brush.words(number, {badge.x + (side - natural.w) / 2, badge.y + (side - natural.h) / 2, natural.w, natural.h},
                kLight);
}

}  // namespace vestibule::ui
