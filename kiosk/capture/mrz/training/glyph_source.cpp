// glyph_source - FreeType outlines, made bolder and lighter, filled at 64 px a pitch.
#include "kiosk/capture/mrz/training/glyph_source.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <cstdlib>

#include "kiosk/capture/mrz/cell.hpp"

namespace vestibule::capture::mrz {
namespace {

// What a printer and a camera make of a stroke of about 0.35 mm: from half a pixel lighter to twice as heavy.
constexpr float lightest = -2.6F, heaviest = 5.5F;  // pixels of 64 a pitch

GlyphMask render(FT_Face face, char character, float embolden_px) {
    if (FT_Load_Char(face, static_cast<FT_ULong>(character), FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING) != 0) std::abort();
    FT_GlyphSlot slot = face->glyph;
    const auto advance = static_cast<float>(slot->advance.x) / 64;
    const auto strength = static_cast<FT_Pos>(embolden_px * 64);
    FT_Outline_Embolden(&slot->outline, strength);
    FT_Outline_Translate(&slot->outline, -strength / 2, -strength / 2);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) std::abort();
    GlyphMask mask;
    mask.width = static_cast<int>(slot->bitmap.width);
    mask.height = static_cast<int>(slot->bitmap.rows);
    mask.left = static_cast<float>(slot->bitmap_left) - advance / 2;
    mask.top = -static_cast<float>(slot->bitmap_top);
    for (int y = 0; y < mask.height; ++y) {
        const unsigned char* row = slot->bitmap.buffer + y * slot->bitmap.pitch;
        mask.ink.insert(mask.ink.end(), row, row + mask.width);
    }
    return mask;
}

}  // namespace

float GlyphMask::at(float x, float y) const {
    const int column = static_cast<int>(std::lround(x - left));
    const int row = static_cast<int>(std::lround(y - top));
    if (column < 0 || row < 0 || column >= width || row >= height) return 0;
    return static_cast<float>(ink[static_cast<std::size_t>(row * width + column)]) / 255;
}

GlyphSource::GlyphSource(const std::string& font_file, int weights) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    if (FT_Init_FreeType(&library) != 0 || FT_New_Face(library, font_file.c_str(), 0, &face) != 0) std::abort();
    FT_Set_Pixel_Sizes(face, 0, 100);
    FT_Load_Char(face, 'H', FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING);
    const auto advance = static_cast<float>(face->glyph->advance.x) / 64;
    const auto size = static_cast<unsigned>(std::lround(100 * GlyphMask::pitch_px / advance));
    FT_Set_Pixel_Sizes(face, 0, size);
    const GlyphMask capital = render(face, 'H', 0);
    cap_height_px_ = static_cast<float>(capital.height);
    for (int weight = 0; weight < weights; ++weight) {
        const float share = weights > 1 ? static_cast<float>(weight) / static_cast<float>(weights - 1) : 0;
        std::vector<GlyphMask> masks;
        for (const char character : alphabet) {
            masks.push_back(render(face, character, lightest + share * (heaviest - lightest)));
            masks.back().top += cap_height_px_ / 2;  // from the base line to the middle of a capital
        }
        masks_.push_back(std::move(masks));
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
}

const GlyphMask& GlyphSource::glyph(int character, int weight) const {
    return masks_[static_cast<std::size_t>(weight)][static_cast<std::size_t>(character)];
}

}  // namespace vestibule::capture::mrz
