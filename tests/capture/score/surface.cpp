// surface - plain colours, textures, tiles and clutter.
#include "tests/capture/score/surface.hpp"

#include <opencv2/imgproc.hpp>

#include "drivers/camera/simulated/canvas.hpp"

namespace vestibule::score {
namespace {

using drivers::simulated::Canvas;
using drivers::simulated::Colour;

Colour shade(Random& random, double low, double high) {
    const double grey = random.between(low, high);
    const auto off = [&] { return std::clamp(grey + random.between(-0.12, 0.12), 0.0, 1.0); };
    return {off(), off(), off(), 1};
}

/// Nearly white and nearly without colour, as paper is.
Colour paper(Random& random) {
    const double grey = random.between(0.86, 0.99);
    return {grey + random.between(-0.01, 0.01), grey, grey + random.between(-0.02, 0.01), 1};
}

cv::Mat clouds(cv::Size size, double cell, double stretch, Random& random) {
    cv::Mat grid(std::max(3, static_cast<int>(size.height / cell)),
                 std::max(3, static_cast<int>(size.width / (cell * stretch))), CV_32F);
    for (int y = 0; y < grid.rows; ++y)
        for (int x = 0; x < grid.cols; ++x) grid.at<float>(y, x) = static_cast<float>(random.between(-1, 1));
    cv::Mat out;
    cv::resize(grid, out, size, 0, 0, cv::INTER_LINEAR);
    return out;
}

/// Adds a texture of one channel to all three.
void add_grain(cv::Mat& picture, const cv::Mat& grain) {
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = picture.ptr<cv::Vec3b>(y);
        const auto* by = grain.ptr<float>(y);
        for (int x = 0; x < picture.cols; ++x)
            for (int c = 0; c < 3; ++c) row[x][c] = cv::saturate_cast<uchar>(static_cast<float>(row[x][c]) + by[x]);
    }
}

void fill(const Canvas& canvas, cv::Size size, Colour with) {
    cairo_rectangle(canvas.cairo(), 0, 0, size.width, size.height);
    canvas.fill(with);
}

/// Rows of tiles, bricks or squares, turned by some degrees as floors and walls are.
void tiles(const Canvas& canvas, cv::Size size, Surface kind, Random& random) {
    const bool grid = kind == Surface::Grid;
    const double wide = grid ? random.between(28, 70) : random.between(150, 420);
    const double high = grid ? wide : wide / random.between(1, 2.2);
    const double gap = grid ? random.between(1, 2.5) : random.between(3, 12);
    const Colour joint = shade(random, 0.25, 0.8), tile = shade(random, 0.3, 0.95);
    fill(canvas, size, grid ? tile : joint);
    cairo_translate(canvas.cairo(), size.width / 2.0, size.height / 2.0);
    cairo_rotate(canvas.cairo(), random.between(-0.2, 0.2));
    int row = 0;
    for (double y = -900; y < 900; y += high, ++row) {
        const double shift = kind == Surface::Bricks && row % 2 == 1 ? wide / 2 : 0;
        for (double x = -1200; x < 1200; x += wide) {
            cairo_rectangle(canvas.cairo(), x + shift + gap / 2, y + gap / 2, wide - gap, high - gap);
            const double lighter = grid ? 0 : random.between(-0.03, 0.03);
            grid ? canvas.stroke(joint, gap)
                 : canvas.fill({tile.red + lighter, tile.green + lighter, tile.blue + lighter, 1});
        }
    }
}

void planks(const Canvas& canvas, cv::Size size, Random& random) {
    const double wide = random.between(120, 300);
    const Colour wood = shade(random, 0.3, 0.6);
    cairo_rotate(canvas.cairo(), random.between(-0.12, 0.12));
    for (double y = -300; y < size.height + 300; y += wide) {
        const double lighter = random.between(-0.05, 0.05);
        cairo_rectangle(canvas.cairo(), -300, y, size.width + 600, wide - 3);
        canvas.fill({wood.red + lighter, wood.green + lighter, wood.blue + lighter, 1});
    }
}

/// Pens, cables, cups, sheets that reach out of the picture, printed lines: a reception's desk.
void clutter(const Canvas& canvas, cv::Size size, Random& random) {
    fill(canvas, size, shade(random, 0.2, 0.85));
    cairo_t* cairo = canvas.cairo();
    for (int thing = random.whole(8, 16); thing > 0; --thing) {
        const double x = random.between(0, size.width), y = random.between(0, size.height);
        cairo_save(cairo);
        cairo_translate(cairo, x, y);
        cairo_rotate(cairo, random.between(0, 6.28));
        switch (random.whole(0, 4)) {
            case 0:  // a sheet, larger than the picture shows
                cairo_rectangle(cairo, random.between(-40, 40), random.between(-40, 40), 1500, 1500);
                canvas.fill(shade(random, 0.6, 1));
                for (double line = 90; line < 800; line += 26) {
                    cairo_rectangle(cairo, 80, line, random.between(200, 700), 8);
                    canvas.fill(shade(random, 0.15, 0.4));
                }
                break;
            case 1:  // a pen
                canvas.rounded_rectangle(-220, -9, 440, 18, 9);
                canvas.fill(shade(random, 0.05, 0.9));
                break;
            case 2:  // a cup from above
                canvas.ellipse(0, 0, random.between(60, 130), random.between(60, 130));
                canvas.fill(shade(random, 0.1, 1));
                break;
            case 3:  // a cable
                cairo_new_path(cairo);
                cairo_move_to(cairo, -500, random.between(-90, 90));
                cairo_curve_to(cairo, -100, random.between(-300, 300), 100, random.between(-300, 300), 500, 0);
                canvas.stroke(shade(random, 0.05, 0.5), random.between(6, 14));
                break;
            default:  // a row of keys
                for (int key = 0; key < 9; ++key) {
                    canvas.rounded_rectangle(key * 64.0 - 280, -26, 54, 54, 8);
                    canvas.fill(shade(random, 0.05, 0.25));
                }
        }
        cairo_restore(cairo);
    }
}

void room(const Canvas& canvas, cv::Size size, Random& random) {
    fill(canvas, size, shade(random, 0.45, 0.85));
    for (int part = 0; part < 5; ++part) {
        cairo_rectangle(canvas.cairo(), random.between(-100, size.width), random.between(-100, size.height),
                        random.between(60, 500), random.between(150, 900));
        canvas.fill(shade(random, 0.2, 0.95));
    }
    canvas.glow(size.width * random.between(0.3, 0.7), size.height * 0.45, 190, 260, shade(random, 0.2, 0.8));
}

}  // namespace

cv::Mat surface(Surface kind, cv::Size size, Random& random) {
    const Canvas canvas(size.width, size.height);
    switch (kind) {
        case Surface::White:
            fill(canvas, size, paper(random));
            break;
        case Surface::Tiles:
        case Surface::Bricks:
        case Surface::Grid:
            tiles(canvas, size, kind, random);
            break;
        case Surface::Planks:
            planks(canvas, size, random);
            break;
        case Surface::Clutter:
            clutter(canvas, size, random);
            break;
        case Surface::Room:
            room(canvas, size, random);
            break;
        default:
            fill(canvas, size, shade(random, 0.12, 0.72));
    }
    cv::Mat out;
    cv::cvtColor(canvas.picture(), out, cv::COLOR_BGRA2BGR);
    if (kind == Surface::Wood || kind == Surface::Planks)
        add_grain(out, clouds(size, 4, 40, random) * 7 + clouds(size, 18, 24, random) * 9);
    if (kind == Surface::Cloth) add_grain(out, clouds(size, 5, 1, random) * 22);
    if (kind == Surface::Stone) add_grain(out, clouds(size, 3, 1, random) * 26 + clouds(size, 40, 1.5, random) * 18);
    if (kind == Surface::Room) cv::GaussianBlur(out, out, cv::Size(), random.between(6, 14));
    return out;
}

}  // namespace vestibule::score
