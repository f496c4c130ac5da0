// person - a drawn head and shoulders with the light and shade that face finders look for; nobody's likeness.
#include <cmath>
#include <numbers>

#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::drivers::simulated {
namespace {

/// Draws in hundredths of the person's height, x from the middle of the face.
class Drawing {
public:
    Drawing(const Canvas& canvas, const Looks& looks) : canvas_(canvas), cairo_(canvas.cairo()), looks_(looks) {
        shade_ = mix(looks.skin, colour(0x3A1F18), 0.55);
        light_ = mix(looks.skin, colour(0xFFF4E6), 0.45);
    }

    void body() const {
        cairo_move_to(cairo_, -46, 104);
        cairo_curve_to(cairo_, -45, 86, -36, 83, -17, 77);
        cairo_line_to(cairo_, 17, 77);
        cairo_curve_to(cairo_, 36, 83, 45, 86, 46, 104);
        cairo_close_path(cairo_);
        canvas_.fill_down(76, 104,
                          {{0, mix(looks_.shirt, colour(0xFFFFFF), 0.12)}, {1, mix(looks_.shirt, colour(0), 0.35)}});
        // Neck, and the jaw's shadow on it.
        cairo_move_to(cairo_, -11, 58);
        cairo_curve_to(cairo_, -11.5, 72, -12, 76, -18, 78.5);
        cairo_curve_to(cairo_, -8, 86, 8, 86, 18, 78.5);
        cairo_curve_to(cairo_, 12, 76, 11.5, 72, 11, 58);
        cairo_close_path(cairo_);
        canvas_.fill_down(60, 86,
                          {{0, mix(looks_.skin, shade_, 0.75)},
                           {0.5, mix(looks_.skin, shade_, 0.4)},
                           {1, mix(looks_.skin, shade_, 0.15)}});
        // Collar.
        for (const double side : {-1.0, 1.0}) {
            cairo_move_to(cairo_, side * 17.5, 76.5);
            cairo_line_to(cairo_, side * 2, 87);
            cairo_line_to(cairo_, side * 12, 93);
            cairo_line_to(cairo_, side * 23, 80);
            cairo_close_path(cairo_);
            canvas_.fill(mix(looks_.shirt, colour(0xFFFFFF), 0.24));
        }
    }

    void head() const {
        // Hair behind, ears, then the face over them.
        canvas_.ellipse(0, 37, 24.2, 26.5);
        canvas_.fill_down(10, 62,
                          {{0, mix(looks_.hair, colour(0xFFFFFF), 0.16)}, {1, mix(looks_.hair, colour(0), 0.3)}});
        for (const double side : {-1.0, 1.0}) {
            canvas_.ellipse(side * 21.6, 45, 3.4, 6.4);
            canvas_.fill(mix(looks_.skin, shade_, 0.25));
            canvas_.ellipse(side * 21.8, 45.4, 1.7, 4.0);
            canvas_.fill(mix(looks_.skin, shade_, 0.5));
        }
        face_outline();
        canvas_.fill_round(0, 42, 36,
                           {{0, mix(looks_.skin, light_, 0.30)},
                            {0.45, looks_.skin},
                            {0.8, mix(looks_.skin, shade_, 0.42)},
                            {1, mix(looks_.skin, shade_, 0.7)}});
        cairo_save(cairo_);
        face_outline();
        cairo_clip(cairo_);
        canvas_.glow(0, 27, 17, 9, tint(light_, 0.55));
        canvas_.glow(-20, 56, 9, 17, tint(shade_, 0.45));
        canvas_.glow(20, 56, 9, 17, tint(shade_, 0.45));
        canvas_.glow(0, 72, 15, 5, tint(shade_, 0.5));
        canvas_.glow(0, 65.6, 6, 3.4, tint(light_, 0.45));
        for (const double side : {-1.0, 1.0}) {
            canvas_.glow(side * 11, 51.5, 8, 6.5, tint(light_, 0.62));
            canvas_.glow(side * 12, 54, 7, 5, tint(colour(0xC96A55), 0.16));
        }
        fringe();
        cairo_restore(cairo_);
        strands();
    }

    void eyes() const {
        for (const double side : {-1.0, 1.0}) {
            const double x = side * 9.2;
            canvas_.glow(x, 40.6, 8.4, 5.6, tint(shade_, 0.62));
            canvas_.glow(side * 5, 41.5, 3.2, 5, tint(shade_, 0.42));
            if (looks_.shut_eyes) {
                lid(x);
                brow(side);
                continue;
            }
            almond(x, 42.2);
            canvas_.fill(colour(0xEDE7E0));
            cairo_save(cairo_);
            almond(x, 42.2);
            cairo_clip(cairo_);
            canvas_.ellipse(x, 42.0, 2.25, 2.25);
            canvas_.fill(colour(0x4A3527));
            canvas_.ellipse(x, 42.0, 1.1, 1.1);
            canvas_.fill(colour(0x0E0A08));
            canvas_.glow(x, 40.2, 5, 1.6, tint(colour(0x20120C), 0.65));
            canvas_.ellipse(x + 0.75, 41.3, 0.45, 0.45);
            canvas_.fill(colour(0xFFFFFF, 0.9));
            cairo_restore(cairo_);
            cairo_move_to(cairo_, x - 4.7, 42.5);
            cairo_curve_to(cairo_, x - 2.6, 39.2, x + 2.6, 39.2, x + 4.7, 42.5);
            canvas_.stroke(tint(mix(looks_.hair, colour(0x1A0E0A), 0.6), 0.92), 0.85);
            cairo_move_to(cairo_, x - 4.2, 38.4);
            cairo_curve_to(cairo_, x - 2, 36.9, x + 2, 36.9, x + 4.2, 38.4);
            canvas_.stroke(tint(shade_, 0.6), 0.5);
            cairo_move_to(cairo_, x - 3.6, 45.4);
            cairo_curve_to(cairo_, x - 1.5, 46.4, x + 1.5, 46.4, x + 3.6, 45.4);
            canvas_.stroke(tint(shade_, 0.35), 0.5);
            brow(side);
        }
    }

    void nose_and_mouth() const {
        canvas_.glow(0, 45.5, 2.3, 9.5, tint(light_, 0.72));
        canvas_.glow(-3.4, 47, 1.9, 7, tint(shade_, 0.34));
        canvas_.glow(3.4, 47, 1.9, 7, tint(shade_, 0.34));
        canvas_.glow(0, 53.4, 3.2, 2.4, tint(light_, 0.6));
        canvas_.glow(0, 56.6, 5.6, 2.2, tint(shade_, 0.62));
        for (const double side : {-1.0, 1.0}) {
            canvas_.ellipse(side * 2.1, 55.6, 1.25, 0.62);
            canvas_.fill(tint(mix(shade_, colour(0x1A0A08), 0.5), 0.8));
            cairo_move_to(cairo_, side * 4.4, 52.6);
            cairo_curve_to(cairo_, side * 5.6, 54.4, side * 4.9, 56.1, side * 3.7, 56.0);
            canvas_.stroke(tint(shade_, 0.6), 0.55);
            cairo_move_to(cairo_, side * 6.2, 55);
            cairo_curve_to(cairo_, side * 8.4, 57.4, side * 9.3, 59.6, side * 9.2, 61.6);
            canvas_.stroke(tint(shade_, 0.25), 0.7);
        }
        const Colour lip = mix(looks_.skin, colour(0x9A4A45), 0.62);
        cairo_move_to(cairo_, -7.6, 61.4);
        cairo_curve_to(cairo_, -4, 59.6, -1.6, 59.2, 0, 60);
        cairo_curve_to(cairo_, 1.6, 59.2, 4, 59.6, 7.6, 61.4);
        cairo_curve_to(cairo_, 4.4, 65.2, -4.4, 65.2, -7.6, 61.4);
        canvas_.fill_down(59, 65, {{0, mix(lip, colour(0x3A1414), 0.25)}, {0.55, lip}, {1, mix(lip, light_, 0.3)}});
        cairo_move_to(cairo_, -7.8, 61.2);
        cairo_curve_to(cairo_, -3, 62.3, 3, 62.3, 7.8, 61.2);
        canvas_.stroke(tint(mix(lip, colour(0x2A0C0C), 0.7), 0.85), 0.6);
        canvas_.glow(0, 66.2, 5.4, 1.3, tint(shade_, 0.45));
    }

private:
    static Colour tint(Colour of, double alpha) {
        of.alpha = alpha;
        return of;
    }

    void face_outline() const {
        cairo_new_path(cairo_);
        cairo_move_to(cairo_, 0, 14.5);
        cairo_curve_to(cairo_, 15, 14.5, 21.6, 25, 21.4, 40);
        cairo_curve_to(cairo_, 21.2, 55, 15.5, 71.5, 0, 71.8);
        cairo_curve_to(cairo_, -15.5, 71.5, -21.2, 55, -21.4, 40);
        cairo_curve_to(cairo_, -21.6, 25, -15, 14.5, 0, 14.5);
        cairo_close_path(cairo_);
    }

    void hairline() const {
        cairo_new_path(cairo_);
        cairo_move_to(cairo_, -26, 44);
        cairo_curve_to(cairo_, -20.5, 36, -20.5, 30, -16.5, 25.5);
        cairo_curve_to(cairo_, -8, 21.5, 0, 22.8, 6, 20.2);
        cairo_curve_to(cairo_, 13, 23, 18, 27, 19.6, 35);
        cairo_curve_to(cairo_, 20.6, 38, 21, 40, 26, 44);
        cairo_line_to(cairo_, 26, 6);
        cairo_line_to(cairo_, -26, 6);
        cairo_close_path(cairo_);
    }

    void fringe() const {
        hairline();
        canvas_.fill_down(10, 40,
                          {{0, mix(looks_.hair, colour(0xFFFFFF), 0.20)},
                           {0.5, looks_.hair},
                           {1, mix(looks_.hair, colour(0), 0.25)}});
    }

    /// Combed from a parting at the right to both sides, over the whole of the hair.
    void strands() const {
        cairo_save(cairo_);
        cairo_new_path(cairo_);
        canvas_.ellipse(0, 37, 24.2, 26.5);
        cairo_clip(cairo_);
        hairline();
        cairo_clip(cairo_);
        for (int strand = 0; strand < 34; ++strand) {
            const double share = strand / 33.0;
            const double x = -22.5 + 45 * share;
            const double end = 36 - 17 * std::sin(share * std::numbers::pi) + 1.5 * std::sin(strand * 2.4);
            cairo_move_to(cairo_, 6 + (x - 6) * 0.25, 11.5 + 0.5 * std::sin(strand * 1.7));
            cairo_curve_to(cairo_, 6 + (x - 6) * 0.6, 11.5, x * 0.95, 14, x, end);
            const Colour shine = colour(strand % 3 == 0 ? 0xFFF1E0 : 0x000000);
            canvas_.stroke(tint(mix(looks_.hair, shine, 0.30), 0.30), 0.55);
        }
        canvas_.glow(-7, 16.5, 12, 4.2, tint(mix(looks_.hair, colour(0xFFF6EA), 0.65), 0.26));
        cairo_restore(cairo_);
    }

    void almond(double x, double y) const {
        cairo_new_path(cairo_);
        cairo_move_to(cairo_, x - 4.5, y + 0.3);
        cairo_curve_to(cairo_, x - 2.4, y - 3.0, x + 2.4, y - 3.0, x + 4.5, y + 0.3);
        cairo_curve_to(cairo_, x + 2.2, y + 2.4, x - 2.2, y + 2.4, x - 4.5, y + 0.3);
        cairo_close_path(cairo_);
    }

    /// The upper lid down to the lashes.
    void lid(double x) const {
        canvas_.glow(x, 41.6, 6.5, 4.2, tint(looks_.skin, 0.95));
        cairo_move_to(cairo_, x - 4.4, 43.4);
        cairo_curve_to(cairo_, x - 2.2, 45.0, x + 2.2, 45.0, x + 4.4, 43.4);
        canvas_.stroke(tint(mix(shade_, colour(0x1A0E0A), 0.4), 0.8), 0.5);
    }

    void brow(double side) const {
        cairo_move_to(cairo_, side * 3.9, 35.6);
        cairo_curve_to(cairo_, side * 7, 32.6, side * 12, 32.4, side * 15.6, 35.8);
        cairo_curve_to(cairo_, side * 12, 33.9, side * 7.5, 34.6, side * 4.0, 37.2);
        cairo_close_path(cairo_);
        canvas_.fill(tint(mix(looks_.hair, colour(0x120A08), 0.35), 0.88));
    }

    const Canvas& canvas_;
    cairo_t* cairo_;
    Looks looks_;
    Colour shade_;
    Colour light_;
};

}  // namespace

Looks second_person() {
    return {.skin = colour(0x8D5B3F), .hair = colour(0x1E1613), .shirt = colour(0x9A5B3C)};
}

void draw_person(const Canvas& canvas, double x, double y, double width, double height, const Looks& looks) {
    cairo_save(canvas.cairo());
    cairo_rectangle(canvas.cairo(), x, y, width, height);
    cairo_clip(canvas.cairo());
    cairo_translate(canvas.cairo(), x + width / 2, y);
    cairo_scale(canvas.cairo(), height / 100, height / 100);
    const Drawing drawing(canvas, looks);
    drawing.body();
    drawing.head();
    // The head turns about its axis: what lies before it moves to the side and becomes narrower.
    constexpr double radius = 22;
    cairo_translate(canvas.cairo(), looks.turned, 0);
    cairo_scale(canvas.cairo(), std::sqrt(1 - looks.turned * looks.turned / (radius * radius)), 1);
    drawing.eyes();
    drawing.nose_and_mouth();
    cairo_restore(canvas.cairo());
}

Object make_person(const Looks& looks) {
    // Taller than the frame, so that no sway shows an end of the body.
    constexpr int width = 760;
    constexpr int height = 780;
    const Canvas canvas(width, height);
    draw_person(canvas, 0, 0, width, height, looks);
    return {canvas.picture(), cv::Rect(0, 0, width, height)};
}

}  // namespace vestibule::drivers::simulated
