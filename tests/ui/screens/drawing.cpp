// drawing - stands in for the window: the same layout and painter, and a picture where the camera's would be.
#include "tests/ui/screens/drawing.hpp"

#include <algorithm>
#include <map>
#include <numbers>

#include "ui/toolkit/layout.hpp"
#include "ui/toolkit/paint.hpp"
#include "ui/toolkit/picture_place.hpp"

namespace vestibule::ui::test {

namespace {

constexpr int kWidth_px = 1280, kHeight_px = 720;

void card(cairo_t* to) {
    cairo_set_source_rgb(to, 0.36, 0.33, 0.31);
    cairo_paint(to);
    cairo_set_source_rgb(to, 0.86, 0.92, 0.95);
    cairo_rectangle(to, 290, 180, 690, 436);
    cairo_fill(to);
    cairo_set_source_rgb(to, 0.55, 0.63, 0.70);
    cairo_rectangle(to, 330, 270, 190, 240);
    cairo_fill(to);
    cairo_set_source_rgb(to, 0.20, 0.28, 0.40);
    for (int i = 0; i < 6; ++i) {
        cairo_rectangle(to, 560, 270 + i * 42, 360 - (i % 3) * 70, 16);
        cairo_fill(to);
    }
}

void face(cairo_t* to) {
    constexpr double kPi = std::numbers::pi;
    cairo_set_source_rgb(to, 0.70, 0.74, 0.76);
    cairo_paint(to);
    cairo_set_source_rgb(to, 0.25, 0.40, 0.48);
    cairo_arc(to, 640, 820, 260, kPi, 2 * kPi);
    cairo_fill(to);
    cairo_set_source_rgb(to, 0.80, 0.62, 0.52);
    cairo_save(to);
    cairo_translate(to, 640, 350);
    cairo_scale(to, 150, 200);
    cairo_arc(to, 0, 0, 1, 0, 2 * kPi);
    cairo_restore(to);
    cairo_fill(to);
    cairo_set_source_rgb(to, 0.15, 0.15, 0.18);
    for (const double x : {585.0, 695.0}) {
        cairo_arc(to, x, 320, 14, 0, 2 * kPi);
        cairo_fill(to);
    }
}

capture::Pixels picture_in(const Rect& room, bool is_face, bool fill) {
    const PicturePlace place = place_picture(room, kWidth_px, kHeight_px, fill);
    capture::Pixels pixels;
    pixels.width_px = place.width_px;
    pixels.height_px = place.height_px;
    pixels.argb.resize(static_cast<std::size_t>(place.width_px) * static_cast<std::size_t>(place.height_px));
    cairo_surface_t* surface =
        cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.argb.data()), CAIRO_FORMAT_RGB24,
                                            pixels.width_px, pixels.height_px, pixels.width_px * 4);
    cairo_t* to = cairo_create(surface);
    cairo_scale(to, pixels.width_px / double{kWidth_px}, pixels.height_px / double{kHeight_px});
    is_face ? face(to) : card(to);
    cairo_destroy(to);
    cairo_surface_destroy(surface);
    return pixels;
}

Rect area_of(const Drawing& how) {
    return {0, 0, static_cast<float>(how.width_px), static_cast<float>(how.height_px)};
}

Typesetter typesetter(const Fonts& fonts, const Catalog& catalog, const Drawing& how) {
    return {fonts, catalog, Metrics::of(how.width_px, how.height_px, kDefaultDiagonalInch, how.text_size)};
}

}  // namespace

std::vector<std::string> overflows(const Node& tree, const Fonts& fonts, const Catalog& catalog, const Drawing& how) {
    const Typesetter type = typesetter(fonts, catalog, how);
    Scrolls scrolls;
    return lay_out(tree, area_of(how), type, scrolls).overflows;
}

std::vector<Reach> reaches(const Node& tree, const Fonts& fonts, const Catalog& catalog, const Drawing& how) {
    const Metrics metrics = Metrics::of(how.width_px, how.height_px, kDefaultDiagonalInch, how.text_size);
    const Typesetter type = typesetter(fonts, catalog, how);
    Scrolls scrolls;
    const Layout layout = lay_out(tree, area_of(how), type, scrolls);
    std::vector<Reach> all;
    walk(layout.top(), [&](const Laid& laid) {
        if (!laid.node->acts() && laid.inner == Inner::None) return;
        if (laid.seen.h <= 0) return;  // a scrolling box hides it: it comes into reach with what it stands in
        const float middle_px = laid.seen.y + laid.seen.h / 2;
        const auto* what = std::get_if<visit::Intent>(&laid.node->action);
        all.push_back(
            {laid.node->id, what != nullptr ? std::optional(what->kind) : std::nullopt,
             kLowerEdge_mm + (static_cast<float>(how.height_px) - middle_px) / static_cast<float>(metrics.px_per_mm)});
    });
    return all;
}

std::vector<std::string> out_of_reach(const Node& tree, const Fonts& fonts, const Catalog& catalog,
                                      const Drawing& how) {
    std::vector<std::string> all;
    for (const Reach& one : reaches(tree, fonts, catalog, how)) {
        const bool leads = one.kind == visit::IntentKind::Continue || one.kind == visit::IntentKind::Back;
        const float highest = leads ? kReachOver_mm : kReachHighest_mm;
        if (one.mm < kReachLowest_mm || one.mm > highest)
            all.push_back(one.id + " at " + std::to_string(static_cast<int>(one.mm)) + " mm");
    }
    return all;
}

bool draw(const Node& tree, const Fonts& fonts, const Catalog& catalog, const Drawing& how, const std::string& png) {
    const Typesetter type = typesetter(fonts, catalog, how);
    Scrolls scrolls;
    const Layout layout = lay_out(tree, area_of(how), type, scrolls);
    capture::Pixels camera, kept;
    PaintState state;
    walk(layout.root, [&](const Laid& laid) {
        const auto* part = std::get_if<CameraPart>(&laid.node->part);
        if (part == nullptr) return;
        const bool of_face = part->target == capture::Target::Face;
        camera = picture_in(laid.control, of_face, of_face);
        state.camera = &camera;
        state.camera_width_px = kWidth_px;
        state.camera_height_px = kHeight_px;
    });
    state.picture = [&](const PicturePart& part, const Rect& room) -> const capture::Pixels* {
        if (!part.picture) return nullptr;
        kept = picture_in(room, part.mirrored, false);
        return &kept;
    };
    state.turn = 0.2;
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, how.width_px, how.height_px);
    cairo_t* to = cairo_create(surface);
    Painter(to, type, theme_of(how.theme), state).paint(layout, area_of(how));
    cairo_destroy(to);
    const bool written = cairo_surface_write_to_png(surface, png.c_str()) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return written;
}

}  // namespace vestibule::ui::test
