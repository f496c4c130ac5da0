// picture_place - the arithmetic of showing a picture as large as its room allows.
#include "ui/toolkit/picture_place.hpp"

#include <algorithm>
#include <cmath>

namespace vestibule::ui {

namespace {
constexpr float kFillWidestPart = 2;   // a face may lose half of the picture's width: it stands in the middle
constexpr float kLargest = 1.25F;      // beyond it a picture only looks coarse
}  // namespace

capture::Point PicturePlace::on_window(capture::Point point, int frame_width_px, bool mirrored) const noexcept {
    const float x = mirrored ? static_cast<float>(frame_width_px) - point.x : point.x;
    return {at.x - crop_x + x * scale, at.y - crop_y + point.y * scale};
}

PicturePlace place_picture(const Rect& room, int width_px, int height_px, bool fill) {
    PicturePlace place;
    if (width_px <= 0 || height_px <= 0 || room.empty()) return place;
    const auto width = static_cast<float>(width_px), height = static_cast<float>(height_px);
    place.scale = std::min({room.w * (fill ? kFillWidestPart : 1) / width, room.h / height, kLargest});
    // libjpeg-turbo is quick at 8/8 and 4/8 and slow between: 6/8 takes longer than 8/8 and scaling by Cairo together.
    place.eighths = place.scale <= 0.25F ? 2 : place.scale <= 0.5F ? 4 : 8;
    place.width_px = (width_px * place.eighths + 7) / 8;
    place.height_px = (height_px * place.eighths + 7) / 8;
    const float w = std::floor(width * place.scale + 0.01F), h = std::floor(height * place.scale + 0.01F);
    const float seen = std::min(w, std::floor(room.w));
    place.crop_x = std::floor((w - seen) / 2);
    place.at = {std::round(room.x + (room.w - seen) / 2), std::round(room.y + (room.h - h) / 2), seen, h};
    return place;
}

}  // namespace vestibule::ui
