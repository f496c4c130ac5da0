// paint_camera - the live picture and kept pictures, with the outline of what is expected, what was found, and the
// closing ring.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/capture/guide.hpp"
#include "ui/toolkit/icons.hpp"
#include "ui/toolkit/paint.hpp"
#include "ui/toolkit/paint_guide.hpp"
#include "ui/toolkit/picture_place.hpp"

namespace vestibule::ui {

namespace {

constexpr double kPi = std::numbers::pi;
// On a picture of any brightness a light line needs a dark one under it.
constexpr std::uint32_t kLineOnPicture = 0xFFFFFF, kGoodOnPicture = 0x63E6A0, kUnderLine = 0x10222E;
constexpr double kUnderPart = 0.55;
constexpr double kCardShape = 85.6 / 53.98, kPassportShape = 125.0 / 88.0;
constexpr double kOutlinePart = 0.82;

/// A face's oval stands where the judge wants the face; it is as far from either side, so that mirroring moves nothing.
Rect oval_of(const PicturePlace& place, int frame_width_px, int frame_height_px) {
    const capture::FaceGuide guide = capture::face_guide(frame_width_px, frame_height_px);
    const auto first = place.on_window({guide.x, guide.y}, frame_width_px, false);
    return {first.x, first.y, guide.width * place.scale, guide.height * place.scale};
}

Rect outline_of(const Rect& at, capture::Target target) {
    const double shape = target == capture::Target::PassportPage ? kPassportShape : kCardShape;
    const double w = std::min(at.w * kOutlinePart, at.h * kOutlinePart * shape);
    const double h = w / shape;
    return {static_cast<float>(at.x + (at.w - w) / 2), static_cast<float>(at.y + (at.h - h) / 2), static_cast<float>(w),
            static_cast<float>(h)};
}

void outline_path(cairo_t* to, const Brush& brush, const Rect& outline, bool oval, double radius) {
    if (!oval) return brush.path(outline, radius);
    cairo_new_path(to);
    cairo_save(to);
    cairo_translate(to, outline.x + outline.w / 2, outline.y + outline.h / 2);
    cairo_scale(to, outline.w / 2, outline.h / 2);
    cairo_arc(to, 0, 0, 1, -kPi / 2, 3 * kPi / 2);
    cairo_restore(to);
}

double length_of(const Rect& outline, bool oval, double radius) {
    const double w = outline.w, h = outline.h;
    if (!oval) return 2 * (w + h) - (8 - 2 * kPi) * radius;
    const double a = w / 2, b = h / 2;
    return kPi * (3 * (a + b) - std::sqrt((3 * a + b) * (a + 3 * b)));
}

void stroke_twice(const Brush& brush, std::uint32_t rgb, double width) {
    auto* to = brush.context();
    brush.color(kUnderLine, kUnderPart);
    cairo_set_line_width(to, width * 2);
    cairo_stroke_preserve(to);
    brush.color(rgb);
    cairo_set_line_width(to, width);
    cairo_stroke(to);
}

// The corners of a picture are painted over: a rounded clip would cost more than the picture itself.
void round_corners(const Brush& brush, const Rect& at, double radius, std::uint32_t paper) {
    auto* to = brush.context();
    brush.path(at, radius);
    cairo_rectangle(to, at.x - 1, at.y - 1, at.w + 2, at.h + 2);
    cairo_set_fill_rule(to, CAIRO_FILL_RULE_EVEN_ODD);
    brush.color(paper);
    cairo_fill(to);
    cairo_set_fill_rule(to, CAIRO_FILL_RULE_WINDING);
}

void placeholder(const Brush& brush, const Colors& colors, const Rect& at, double radius, float side, bool lost) {
    brush.fill(at, colors.quiet, radius);
    brush.color(colors.muted);
    const Rect icon{at.x + (at.w - side) / 2, at.y + (at.h - side) / 2, side, side};
    draw_icon(brush.context(), Glyph::Camera, icon);
    if (!lost) return;
    auto* to = brush.context();
    cairo_set_line_width(to, side / 12);
    cairo_set_line_cap(to, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(to, icon.x, icon.y);
    cairo_line_to(to, icon.right(), icon.bottom());
    cairo_stroke(to);
}

}  // namespace

void Painter::pixels(const capture::Pixels& pixels, const PicturePlace& place, int full_width_px) {
    auto* to = brush_.context();
    auto* data = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(pixels.argb.data()));
    const int stride = pixels.width_px * 4;
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(data, CAIRO_FORMAT_RGB24, pixels.width_px, pixels.height_px, stride);
    const double scale = static_cast<double>(place.scale) * full_width_px / pixels.width_px;
    cairo_save(to);
    cairo_new_path(to);
    cairo_rectangle(to, place.at.x, place.at.y, place.at.w, place.at.h);
    cairo_translate(to, place.at.x - place.crop_x, place.at.y - place.crop_y);
    cairo_scale(to, scale, scale);
    cairo_set_source_surface(to, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(to), CAIRO_FILTER_BILINEAR);
    cairo_pattern_set_extend(cairo_get_source(to), CAIRO_EXTEND_PAD);
    cairo_set_operator(to, CAIRO_OPERATOR_SOURCE);
    cairo_fill(to);
    cairo_restore(to);
    cairo_surface_destroy(surface);
}

void Painter::paint_camera(const Laid& laid, const Rect& damage) {
    damage_ = damage;
    auto* to = brush_.context();
    cairo_save(to);
    cairo_rectangle(to, damage.x, damage.y, damage.w, damage.h);
    cairo_clip(to);
    camera(laid);
    children(laid);
    cairo_restore(to);
}

void Painter::camera(const Laid& laid) {
    const auto* part = std::get_if<CameraPart>(&laid.node->part);
    const double radius = px(kRadiusMm * 1.5);
    const bool there = part != nullptr && !part->lost && state_.camera != nullptr && state_.camera->width_px > 0;
    if (!there) {
        placeholder(brush_, colors_, laid.control, radius, px(26), part != nullptr && part->lost);
        return;
    }
    const bool face = part->target == capture::Target::Face;
    const PicturePlace place = place_picture(laid.control, state_.camera_width_px, state_.camera_height_px, face);
    pixels(*state_.camera, place, state_.camera_width_px);
    round_corners(brush_, place.at, radius, colors_.paper);

    auto* to = brush_.context();
    const capture::Verdict& verdict = part->verdict;
    const bool good = verdict.hint == capture::Hint::Good || verdict.take;
    const Rect outline =
        face ? oval_of(place, state_.camera_width_px, state_.camera_height_px) : outline_of(place.at, part->target);
    const double corner = outline.h * 0.06, width = px(1.1);
    outline_path(to, brush_, outline, face, corner);
    stroke_twice(brush_, good ? kGoodOnPicture : kLineOnPicture, width);
    if (verdict.found && !face) {
        cairo_new_path(to);
        for (const capture::Point& corner_point : verdict.corners) {
            const capture::Point at = place.on_window(corner_point, state_.camera_width_px, part->mirrored);
            cairo_line_to(to, at.x, at.y);
        }
        cairo_close_path(to);
        cairo_set_line_join(to, CAIRO_LINE_JOIN_ROUND);
        stroke_twice(brush_, good ? kGoodOnPicture : kLineOnPicture, width * 0.6);
    }
    if (verdict.steadiness > 0) {
        const double length = length_of(outline, face, corner);
        const double dash[] = {length * std::clamp<double>(verdict.steadiness, 0, 1), length * 2};
        outline_path(to, brush_, outline, face, corner);
        cairo_set_dash(to, dash, 2, 0);
        cairo_set_line_cap(to, CAIRO_LINE_CAP_ROUND);
        stroke_twice(brush_, kGoodOnPicture, width * 2);
        cairo_set_dash(to, nullptr, 0, 0);
    }
    if (face) paint_guide(brush_, type_, *part, place, state_.camera_width_px);
}

/// White behind it in every theme: it was drawn for paper.
void Painter::logo(const Laid& laid, const device::Logo& logo) {
    brush_.fill(laid.control, 0xFFFFFF, px(kRadiusMm / 2));
    const Rect room = laid.control.grown(-px(kLogoMarginMm));
    const double scale =
        std::min(room.w / static_cast<double>(logo.width_px), room.h / static_cast<double>(logo.height_px));
    cairo_surface_t* pixels = cairo_image_surface_create_for_data(
        reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(logo.pixels.data())), CAIRO_FORMAT_ARGB32,
        logo.width_px, logo.height_px, logo.width_px * 4);
    auto* to = brush_.context();
    cairo_save(to);
    cairo_translate(to, std::round(room.x + (room.w - logo.width_px * scale) / 2),
                    std::round(room.y + (room.h - logo.height_px * scale) / 2));
    cairo_scale(to, scale, scale);
    cairo_set_source_surface(to, pixels, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(to), CAIRO_FILTER_BEST);
    cairo_paint(to);
    cairo_restore(to);
    cairo_surface_destroy(pixels);
}

void Painter::picture(const Laid& laid) {
    if (const auto* own = std::get_if<LogoPart>(&laid.node->part); own != nullptr && own->logo != nullptr) {
        return logo(laid, *own->logo);
    }
    const auto* part = std::get_if<PicturePart>(&laid.node->part);
    const double radius = px(kRadiusMm * 1.5);
    const capture::Pixels* shown = part != nullptr && state_.picture ? state_.picture(*part, laid.control) : nullptr;
    if (shown == nullptr || shown->width_px <= 0) {
        placeholder(brush_, colors_, laid.control, radius, px(26), false);
        return;
    }
    const PicturePlace place = place_picture(laid.control, part->picture->width_px, part->picture->height_px, false);
    pixels(*shown, place, part->picture->width_px);
    round_corners(brush_, place.at, radius, colors_.paper);
}

}  // namespace vestibule::ui
