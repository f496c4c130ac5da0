// canvas - a Cairo picture with transparency, and the few strokes that the simulated objects are drawn with.
#pragma once

#include <cairo.h>

#include <initializer_list>
#include <opencv2/core.hpp>
#include <string>
#include <utility>

namespace vestibule::drivers::simulated {

struct Colour {
    double red = 0, green = 0, blue = 0, alpha = 1;
};
/// 0xRRGGBB
constexpr Colour colour(unsigned rgb, double alpha = 1) {
    return {((rgb >> 16U) & 255U) / 255.0, ((rgb >> 8U) & 255U) / 255.0, (rgb & 255U) / 255.0, alpha};
}
Colour mix(Colour from, Colour to, double share);

enum class Font { Sans, SansBold, OcrB, Script };

class Canvas {
public:
    Canvas(int width_px, int height_px);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    [[nodiscard]] cairo_t* cairo() const noexcept { return cairo_; }
    /// A copy as CV_8UC4, blue green red alpha, colours multiplied by alpha.
    [[nodiscard]] cv::Mat picture() const;

    void rounded_rectangle(double x, double y, double width, double height, double radius) const;
    void ellipse(double x, double y, double radius_x, double radius_y) const;
    void fill(Colour with) const;
    void stroke(Colour with, double width) const;
    /// Fills the current path from the top colour to the bottom colour between y0 and y1.
    void fill_down(double y0, double y1, std::initializer_list<std::pair<double, Colour>> stops) const;
    /// Fills the current path from a centre outwards.
    void fill_round(double x, double y, double radius, std::initializer_list<std::pair<double, Colour>> stops) const;
    /// A soft ellipse: `inner` at its centre, fading to nothing at its rim.
    void glow(double x, double y, double radius_x, double radius_y, Colour inner) const;
    void text(double x, double baseline, double size, Font font, Colour with, const std::string& words) const;
    [[nodiscard]] double text_width(double size, Font font, const std::string& words) const;

private:
    void choose(Font font, double size) const;
    cairo_surface_t* surface_;
    cairo_t* cairo_;
};

}  // namespace vestibule::drivers::simulated
