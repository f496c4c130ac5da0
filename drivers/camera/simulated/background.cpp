// background - the desk below documents and the room behind faces.
#include <opencv2/imgproc.hpp>

#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::drivers::simulated {
namespace {

// A kiosk camera's noise in good light, in grey levels.
constexpr double noise_sigma = 2.2;

void add_noise(cv::Mat& picture, unsigned seed) {
    cv::RNG random(0x5EED + seed);
    cv::Mat grain(picture.size(), CV_16SC3);
    random.fill(grain, cv::RNG::NORMAL, 0, noise_sigma);
    cv::Mat wide;
    picture.convertTo(wide, CV_16SC3);
    wide += grain;
    wide.convertTo(picture, CV_8UC3);
}

/// Smooth random clouds between -1 and 1, `cell` pixels wide and `stretch` times as long.
cv::Mat clouds(cv::Size size, double cell, double stretch, std::uint64_t seed) {
    cv::RNG random(seed);
    const cv::Size coarse(std::max(2, static_cast<int>(size.width / (cell * stretch))),
                          std::max(2, static_cast<int>(size.height / cell)));
    cv::Mat grid(coarse, CV_32F);
    random.fill(grid, cv::RNG::UNIFORM, -1.0, 1.0);
    cv::Mat out;
    cv::resize(grid, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

}  // namespace

cv::Mat make_desk(cv::Size size, unsigned seed) {
    // A light grey-brown laminate: long soft grain, a lamp at the upper left.
    cv::Mat grain = clouds(size, 5, 42, 11) * 2.6F + clouds(size, 14, 30, 12) * 3.4F + clouds(size, 90, 4, 13) * 4.0F;
    cv::Mat desk(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
        auto* row = desk.ptr<cv::Vec3b>(y);
        const auto* wood = grain.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const float dx = (static_cast<float>(x) / size.width) - 0.35F;
            const float dy = (static_cast<float>(y) / size.height) - 0.25F;
            const float lamp = 1.06F - 0.34F * (dx * dx + dy * dy);
            const float tone = wood[x];
            row[x] =
                cv::Vec3b(cv::saturate_cast<uchar>((86 + tone) * lamp), cv::saturate_cast<uchar>((101 + tone) * lamp),
                          cv::saturate_cast<uchar>((112 + tone * 1.1F) * lamp));
        }
    }
    add_noise(desk, seed);
    return desk;
}

cv::Mat make_room(cv::Size size, unsigned seed) {
    const Canvas canvas(size.width, size.height);
    const double w = size.width;
    const double h = size.height;
    cairo_rectangle(canvas.cairo(), 0, 0, w, h);
    canvas.fill_down(0, h, {{0, colour(0xB9C4C4)}, {0.7, colour(0xA9B5B4)}, {1, colour(0x87928F)}});
    // A window, a door frame and a plant, far out of focus.
    cairo_rectangle(canvas.cairo(), w * 0.06, h * 0.05, w * 0.17, h * 0.52);
    canvas.fill(colour(0xDDE6E6));
    cairo_rectangle(canvas.cairo(), w * 0.80, h * 0.10, w * 0.15, h * 0.9);
    canvas.fill(colour(0x93A09D));
    canvas.glow(w * 0.70, h * 0.80, w * 0.09, h * 0.26, colour(0x5E7A60, 0.85));
    canvas.glow(w * 0.66, h * 0.66, w * 0.05, h * 0.16, colour(0x6C8A68, 0.7));
    canvas.glow(w * 0.14, h * 0.30, w * 0.2, h * 0.5, colour(0xF4F7F5, 0.5));
    cv::Mat room;
    cv::cvtColor(canvas.picture(), room, cv::COLOR_BGRA2BGR);
    cv::GaussianBlur(room, room, cv::Size(), 17);
    add_noise(room, seed);
    return room;
}

}  // namespace vestibule::drivers::simulated
