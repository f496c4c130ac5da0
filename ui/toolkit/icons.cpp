// icons - each icon's strokes, as SVG-like paths: M move, L line, C curve, Z close, O circle (x y r), R rounded box (x
// y w h r), D dot.
#include "ui/toolkit/icons.hpp"

#include <cairo.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string_view>

namespace vestibule::ui {

namespace {

constexpr double kPi = std::numbers::pi;

constexpr const char* path_of(Glyph glyph) {
    switch (glyph) {
        case Glyph::None: return "";
        case Glyph::Lock:
            return "R 5 10.5 14 10 2.5 M 8 10.5 L 8 7.5 C 8 2.2 16 2.2 16 7.5 L 16 10.5 M 12 14.5 L 12 16.5";
        case Glyph::Check: return "M 4.5 12.5 L 9.8 17.8 L 19.5 7";
        case Glyph::Warning:
            return "M 10.4 4.5 L 2.9 17.6 C 2.2 18.9 3.1 20.3 4.5 20.3 L 19.5 20.3 C 20.9 20.3 21.8 18.9 21.1 17.6 L "
                   "13.6 4.5 "
                   "C 12.9 3.3 11.1 3.3 10.4 4.5 Z M 12 9.3 L 12 13.4 D 12 16.8 1.15";
        case Glyph::Camera:
            return "M 8.2 6.5 L 9.5 4.6 C 9.8 4.2 10.2 4 10.7 4 L 13.3 4 C 13.8 4 14.2 4.2 14.5 4.6 L 15.8 6.5 L 19 "
                   "6.5 C 20.4 6.5 "
                   "21.5 7.6 21.5 9 L 21.5 17 C 21.5 18.4 20.4 19.5 19 19.5 L 5 19.5 C 3.6 19.5 2.5 18.4 2.5 17 L 2.5 "
                   "9 C 2.5 7.6 3.6 "
                   "6.5 5 6.5 Z O 12 12.8 3.7";
        case Glyph::Phone: return "R 6.5 2.5 11 19 2.6 M 10.8 18.3 L 13.2 18.3";
        case Glyph::Person: return "O 12 8 4.2 M 3.8 20.8 C 4.6 16.6 7.9 14.8 12 14.8 C 16.1 14.8 19.4 16.6 20.2 20.8";
        case Glyph::Card:
            return "R 2 5 20 14 2.5 O 7.8 11 2 M 4.9 15.8 C 5.6 14.1 10 14.1 10.7 15.8 M 14 10 L 18.8 10 M 14 14 L "
                   "17.4 14";
        case Glyph::Passport:
            return "R 5 2.5 14 19 2.5 O 12 10 3.8 M 8.2 10 L 15.8 10 M 12 6.2 C 10 8.6 10 11.4 12 13.8 C 14 11.4 14 "
                   "8.6 12 6.2 M 9.5 17.6 L 14.5 17.6";
        case Glyph::Search: return "O 10.7 10.7 6.7 M 15.7 15.7 L 20.8 20.8";
        case Glyph::Hand:
            return "M 8 12.8 L 8 6 C 8 4.2 10.6 4.2 10.6 6 L 10.6 11 L 10.6 4.4 C 10.6 2.6 13.3 2.6 13.3 4.4 L 13.3 11 "
                   "L 13.3 5.6 "
                   "C 13.3 3.9 15.9 3.9 15.9 5.6 L 15.9 12 L 15.9 8.4 C 15.9 6.8 18.4 6.8 18.4 8.4 L 18.4 15 C 18.4 19 "
                   "16.2 21.3 12.7 21.3 "
                   "C 9.6 21.3 8.3 19.9 6.9 17.6 L 4.3 13.4 C 3.4 11.9 5.4 10.6 6.5 11.7 L 8 13.4";
        case Glyph::Cross: return "M 6 6 L 18 18 M 18 6 L 6 18";
        case Glyph::Back: return "M 19.5 12 L 4.8 12 M 11 5.5 L 4.5 12 L 11 18.5";
        case Glyph::Forward: return "M 4.5 12 L 19.2 12 M 13 5.5 L 19.5 12 L 13 18.5";
        case Glyph::Globe:
            return "O 12 12 9.2 M 2.8 12 L 21.2 12 M 12 2.8 C 6.6 8 6.6 16 12 21.2 C 17.4 16 17.4 8 12 2.8";
        case Glyph::Sound:
            return "M 3.5 9.6 L 7 9.6 L 11.8 5.4 L 11.8 18.6 L 7 14.4 L 3.5 14.4 Z M 15.2 9 C 16.9 10.8 16.9 13.2 15.2 "
                   "15 M 18 6.2 C 21.3 "
                   "9.6 21.3 14.4 18 17.8";
        case Glyph::TextSize:
            return "M 2.5 18.5 L 8.2 5.5 L 13.9 18.5 M 4.6 14 L 11.8 14 M 15 18.5 L 18.4 10.5 L 21.8 18.5 M 16.3 15.8 "
                   "L 20.5 15.8";
        case Glyph::Erase:
            return "M 8.6 20 L 3.9 15.3 C 3 14.4 3 13 3.9 12.1 L 12.2 3.8 C 13.1 2.9 14.5 2.9 15.4 3.8 L 20.2 8.6 C "
                   "21.1 9.5 21.1 10.9 "
                   "20.2 11.8 L 12 20 Z M 7.8 8.2 L 15.8 16.2 M 7 20.3 L 20.5 20.3";
        case Glyph::Building:
            return "M 4.5 21 L 4.5 5 C 4.5 3.9 5.4 3 6.5 3 L 17.5 3 C 18.6 3 19.5 3.9 19.5 5 L 19.5 21 M 2.5 21 L 21.5 "
                   "21 M 12 6.3 L 12 11.5 "
                   "M 9.4 8.9 L 14.6 8.9 M 9.5 21 L 9.5 16.5 L 14.5 16.5 L 14.5 21";
        case Glyph::Clock: return "O 12 12 9.2 M 12 6.8 L 12 12 L 15.6 14.2";
        case Glyph::Eye: return "M 2.2 12 C 6.6 4.2 17.4 4.2 21.8 12 C 17.4 19.8 6.6 19.8 2.2 12 Z O 12 12 3.2";
        case Glyph::Help:
            return "O 12 12 9.2 M 9.2 9.4 C 9.2 5.6 14.9 5.7 14.9 9.3 C 14.9 11.7 12 11.7 12 14 D 12 17.1 1.15";
        case Glyph::Face: return "O 12 12 9.2 D 8.9 10 1.15 D 15.1 10 1.15 M 8 14.6 C 9.7 17.1 14.3 17.1 16 14.6";
        case Glyph::ArrowUp: return "M 5 15.5 L 12 8.5 L 19 15.5";
        case Glyph::Backspace:
            return "M 8.6 5 L 19.5 5 C 20.9 5 22 6.1 22 7.5 L 22 16.5 C 22 17.9 20.9 19 19.5 19 L 8.6 19 L 2 12 Z M 12 "
                   "9.2 L 17.6 14.8 "
                   "M 17.6 9.2 L 12 14.8";
        case Glyph::Shift: return "M 12 3.5 L 3.8 12 L 8.2 12 L 8.2 19.5 L 15.8 19.5 L 15.8 12 L 20.2 12 Z";
        case Glyph::ArrowDown: return "M 5 8.5 L 12 15.5 L 19 8.5";
    }
    return "";
}

void rounded_box(cairo_t* to, double x, double y, double w, double h, double r) {
    cairo_new_sub_path(to);
    cairo_arc(to, x + w - r, y + r, r, -kPi / 2, 0);
    cairo_arc(to, x + w - r, y + h - r, r, 0, kPi / 2);
    cairo_arc(to, x + r, y + h - r, r, kPi / 2, kPi);
    cairo_arc(to, x + r, y + r, r, kPi, 3 * kPi / 2);
    cairo_close_path(to);
}

class Pen {
public:
    Pen(cairo_t* to, const char* path) : to_(to), at_(path) {}

    void draw() {
        for (; *at_ != 0; ++at_) {
            const char verb = *at_;
            if (verb == ' ') continue;
            ++at_;
            stroke(verb);
            --at_;
        }
        cairo_stroke(to_);
    }

private:
    double next() {
        char* end = nullptr;
        const double value = std::strtod(at_, &end);
        at_ = end;
        return value;
    }

    void stroke(char verb) {
        double n[6] = {};
        constexpr std::string_view kVerbs = "MLCZORD";
        constexpr int kCounts[] = {2, 2, 6, 0, 3, 5, 3};
        const std::size_t which = kVerbs.find(verb);
        if (which == std::string_view::npos) return;
        for (int i = 0; i < kCounts[which]; ++i) n[i] = next();
        switch (verb) {
            case 'M': cairo_move_to(to_, n[0], n[1]); break;
            case 'L': cairo_line_to(to_, n[0], n[1]); break;
            case 'C': cairo_curve_to(to_, n[0], n[1], n[2], n[3], n[4], n[5]); break;
            case 'Z': cairo_close_path(to_); break;
            case 'O':
                cairo_new_sub_path(to_);
                cairo_arc(to_, n[0], n[1], n[2], 0, 2 * kPi);
                break;
            case 'R': rounded_box(to_, n[0], n[1], n[2], n[3], n[4]); break;
            default:
                cairo_stroke(to_);
                cairo_arc(to_, n[0], n[1], n[2], 0, 2 * kPi);
                cairo_fill(to_);
                break;
        }
    }

    cairo_t* to_;
    const char* at_;
};

}  // namespace

void draw_icon(cairo_t* to, Glyph glyph, const Rect& at, bool mirrored) {
    if (glyph == Glyph::None || at.empty()) return;
    cairo_save(to);
    cairo_new_path(to);
    cairo_translate(to, at.x, at.y);
    cairo_scale(to, at.w / 24.0, at.h / 24.0);
    if (mirrored && (glyph == Glyph::Back || glyph == Glyph::Forward)) {
        cairo_translate(to, 24, 0);
        cairo_scale(to, -1, 1);
    }
    cairo_set_line_width(to, 1.8);
    cairo_set_line_cap(to, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(to, CAIRO_LINE_JOIN_ROUND);
    Pen(to, path_of(glyph)).draw();
    cairo_restore(to);
}

}  // namespace vestibule::ui
