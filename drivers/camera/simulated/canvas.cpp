// canvas - the strokes, on Cairo.
#include "drivers/camera/simulated/canvas.hpp"

#include <fontconfig/fontconfig.h>

#include <numbers>

namespace vestibule::drivers::simulated {

Colour mix(Colour from, Colour to, double share) {
    const auto between = [share](double a, double b) { return a + (b - a) * share; };
    return {between(from.red, to.red), between(from.green, to.green), between(from.blue, to.blue),
            between(from.alpha, to.alpha)};
}

Canvas::Canvas(int width_px, int height_px)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px)), cairo_(cairo_create(surface_)) {}

Canvas::~Canvas() {
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
}

cv::Mat Canvas::picture() const {
    cairo_surface_flush(surface_);
    return cv::Mat(cairo_image_surface_get_height(surface_), cairo_image_surface_get_width(surface_), CV_8UC4,
                   cairo_image_surface_get_data(surface_),
                   static_cast<std::size_t>(cairo_image_surface_get_stride(surface_)))
        .clone();
}

void Canvas::rounded_rectangle(double x, double y, double width, double height, double radius) const {
    constexpr double quarter = std::numbers::pi / 2;
    cairo_new_sub_path(cairo_);
    cairo_arc(cairo_, x + width - radius, y + radius, radius, -quarter, 0);
    cairo_arc(cairo_, x + width - radius, y + height - radius, radius, 0, quarter);
    cairo_arc(cairo_, x + radius, y + height - radius, radius, quarter, 2 * quarter);
    cairo_arc(cairo_, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(cairo_);
}

void Canvas::ellipse(double x, double y, double radius_x, double radius_y) const {
    cairo_save(cairo_);
    cairo_translate(cairo_, x, y);
    cairo_scale(cairo_, radius_x, radius_y);
    cairo_new_sub_path(cairo_);
    cairo_arc(cairo_, 0, 0, 1, 0, 2 * std::numbers::pi);
    cairo_restore(cairo_);
}

void Canvas::fill(Colour with) const {
    cairo_set_source_rgba(cairo_, with.red, with.green, with.blue, with.alpha);
    cairo_fill(cairo_);
}

void Canvas::stroke(Colour with, double width) const {
    cairo_set_source_rgba(cairo_, with.red, with.green, with.blue, with.alpha);
    cairo_set_line_width(cairo_, width);
    cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(cairo_);
}

namespace {

void fill_with(cairo_t* cairo, cairo_pattern_t* pattern, std::initializer_list<std::pair<double, Colour>> stops) {
    for (const auto& [at, with] : stops) {
        cairo_pattern_add_color_stop_rgba(pattern, at, with.red, with.green, with.blue, with.alpha);
    }
    cairo_set_source(cairo, pattern);
    cairo_fill(cairo);
    cairo_pattern_destroy(pattern);
}

}  // namespace

void Canvas::fill_down(double y0, double y1, std::initializer_list<std::pair<double, Colour>> stops) const {
    fill_with(cairo_, cairo_pattern_create_linear(0, y0, 0, y1), stops);
}

void Canvas::fill_round(double x, double y, double radius,
                        std::initializer_list<std::pair<double, Colour>> stops) const {
    fill_with(cairo_, cairo_pattern_create_radial(x, y, 0, x, y, radius), stops);
}

void Canvas::glow(double x, double y, double radius_x, double radius_y, Colour inner) const {
    Colour middle = inner;
    middle.alpha *= 0.55;
    Colour outer = inner;
    outer.alpha = 0;
    cairo_save(cairo_);
    cairo_translate(cairo_, x, y);
    cairo_scale(cairo_, radius_x, radius_y);
    cairo_new_path(cairo_);
    cairo_arc(cairo_, 0, 0, 1, 0, 2 * std::numbers::pi);
    fill_with(cairo_, cairo_pattern_create_radial(0, 0, 0, 0, 0, 1), {{0, inner}, {0.5, middle}, {1, outer}});
    cairo_restore(cairo_);
}

namespace {

/// A kiosk's fontconfig knows the kiosk's own fonts alone, and a passport's zone is printed in another.
void know_ocr_b() {
    static const FcConfig* knows = nullptr;
    FcConfig* here = FcConfigGetCurrent();
    if (here == knows) return;
    knows = here;
    FcConfigAppFontAddFile(here, reinterpret_cast<const FcChar8*>("/usr/share/fonts/opentype/ocr-b/OCRB.otf"));
}

}  // namespace

void Canvas::choose(Font font, double size) const {
    if (font == Font::OcrB) know_ocr_b();
    const char* family = "Noto Sans";
    if (font == Font::OcrB) family = "OCR B";
    if (font == Font::Script) family = "DejaVu Serif";
    cairo_select_font_face(cairo_, family, font == Font::Script ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
                           font == Font::SansBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo_, size);
}

void Canvas::text(double x, double baseline, double size, Font font, Colour with, const std::string& words) const {
    choose(font, size);
    cairo_set_source_rgba(cairo_, with.red, with.green, with.blue, with.alpha);
    cairo_move_to(cairo_, x, baseline);
    cairo_show_text(cairo_, words.c_str());
    cairo_new_path(cairo_);
}

double Canvas::text_width(double size, Font font, const std::string& words) const {
    choose(font, size);
    cairo_text_extents_t extents{};
    cairo_text_extents(cairo_, words.c_str(), &extents);
    return extents.x_advance;
}

}  // namespace vestibule::drivers::simulated
