// picture_place - the arithmetic of showing a picture without resampling it.
#include "ui/toolkit/picture_place.hpp"

#include <algorithm>
#include <cmath>

namespace vestibule::ui {

namespace {
constexpr float kCutPart = 1.03F;   // at most a sixtieth is cut from each side
constexpr float kFillWidestPart = 2.0F;  // a face may lose half of the picture's width: it stands in the middle
}  // namespace

capture::Point PicturePlace::on_window(capture::Point point, bool mirrored) const noexcept {
    const float scale = static_cast<float>(eighths) / 8;
    const float x = point.x * scale;
    return {at.x - crop_x + (mirrored ? static_cast<float>(width_px) - x : x), at.y - crop_y + point.y * scale};
}

PicturePlace place_picture(const Rect& room, int width_px, int height_px, bool fill) {
    PicturePlace place;
    const auto fits = [&](int eighths) {
        const float w = static_cast<float>(width_px * eighths) / 8, h = static_cast<float>(height_px * eighths) / 8;
        const float widest = fill ? kFillWidestPart : kCutPart;
        return w <= room.w * widest && h <= room.h * kCutPart;
    };
    while (place.eighths > 1 && !fits(place.eighths)) --place.eighths;
    // As libjpeg rounds.
    place.width_px = (width_px * place.eighths + 7) / 8;
    place.height_px = (height_px * place.eighths + 7) / 8;
    const float w = std::min(static_cast<float>(place.width_px), std::floor(room.w));
    const float h = std::min(static_cast<float>(place.height_px), std::floor(room.h));
    place.crop_x = std::floor((static_cast<float>(place.width_px) - w) / 2);
    place.crop_y = std::floor((static_cast<float>(place.height_px) - h) / 2);
    place.at = {std::round(room.x + (room.w - w) / 2), std::round(room.y + (room.h - h) / 2), w, h};
    return place;
}

}  // namespace vestibule::ui
