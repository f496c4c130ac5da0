// lens - a camera and a hand: from a print and its pose to the frame that a sensor would send, and its truth.
#pragma once

#include <array>
#include <optional>

#include "kiosk/privacy/wipe.hpp"
#include "tests/capture/score/art.hpp"
#include "tests/capture/score/tracks.hpp"

namespace vestibule::score {

struct Camera {
    cv::Size size{1280, 720};
    double focal_px = 1400;
    [[nodiscard]] cv::Point2d project(const cv::Point3d& at) const {
        return {size.width / 2.0 + focal_px * at.x / at.z, size.height / 2.0 + focal_px * at.y / at.z};
    }
};

/// A finger on the document or behind it, in millimetres of the document.
struct Finger {
    cv::Point2d tip, root;
    double width_mm = 17;
    bool behind = false;
};

struct Shot {
    const Print* print = nullptr;  ///< null: an empty scene
    Camera camera;
    Pose pose;
    Pose smear;       ///< how the pose changes while the shutter is open
    cv::Mat surface;  ///< CV_8UC3 of the camera's size
    std::vector<Finger> fingers;
    unsigned skin = 0xC68E62;
    std::optional<unsigned> facing_page;  ///< a passport's other page, beyond its spine
    double shadow = 0.2;
    double defocus_px = 0.6;          ///< sigma
    std::optional<cv::Point2d> lamp;  ///< where on the document it is mirrored, in shares of it
    double lamp_degrees = 3;          ///< its radius
    double display_mm = 0;            ///< from pixel to pixel, where the document is shown by a display; 0: it is real
    double gain = 1;                  ///< 1: paper is about 235
    double noise = 2;                 ///< grey levels in the middle of the range
    int jpeg_percent = 80;
    bool mirrored = false;  ///< by the camera's firmware
    std::uint64_t grain = 0;
};

struct Truth {
    bool any = false;
    std::array<cv::Point2f, 4> corners{};
    double px_per_mm = 0;
    double blur_mm = 0;  ///< sigma of lens and movement together
    double glare_share = 0;
    double tilt_degrees = 0;
    bool inside = false;
};

struct Exposed {
    cv::Mat picture;
    privacy::WipedBytes jpeg;
    Truth truth;
};

[[nodiscard]] std::array<cv::Point2f, 4> corners_of(const Print& print, const Camera& camera, const Pose& pose);
[[nodiscard]] Exposed expose(const Shot& shot);

}  // namespace vestibule::score
