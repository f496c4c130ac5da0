// glyphs - letters as pictures, drawn when the program is built, so that it needs no font and no library to write.
#pragma once

#include <cstdint>

namespace vestibule::notice {

struct Glyph {
    std::uint16_t code;     ///< Unicode, up to 0xFF
    std::int16_t left_px;   ///< from the pen to the picture
    std::int16_t top_px;    ///< from the line's top to the picture
    std::int16_t width_px, height_px;
    std::int16_t advance_px;
    std::uint32_t at;       ///< where its picture begins in `kInk`, one byte a pixel
};

extern const Glyph kGlyphs[];
extern const std::uint32_t kGlyphCount;
extern const std::uint8_t kInk[];
extern const int kLineHeight_px;

}  // namespace vestibule::notice
