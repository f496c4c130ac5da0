// guide - where a face belongs in the camera's picture: the oval on the screen and the judge both take it from here.
#pragma once

namespace vestibule::capture {

/// The oval's box, in pixels of the full frame.
struct FaceGuide {
    float x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] constexpr float middle_x() const { return x + width / 2; }
    [[nodiscard]] constexpr float middle_y() const { return y + height / 2; }
};

[[nodiscard]] constexpr FaceGuide face_guide(int frame_width_px, int frame_height_px) {
    constexpr float height_share = 0.8F;  // of the frame's: hair and chin with a little around them
    constexpr float shape = 0.74F;        // a head's width to its height
    const float height = height_share * static_cast<float>(frame_height_px), width = shape * height;
    return {(static_cast<float>(frame_width_px) - width) / 2, (static_cast<float>(frame_height_px) - height) / 2, width,
            height};
}

}  // namespace vestibule::capture
