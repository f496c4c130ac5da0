// glyph_source - the glyphs of a font as large masks, in several weights of the stroke.
#pragma once

#include <string>
#include <vector>

namespace vestibule::capture::mrz {

/// Coverage of ink, 0..1, of a cell one pitch wide; capitals stand from `top` to `base`.
struct GlyphMask {
    static constexpr int pitch_px = 64;
    int width = 0, height = 0;
    float left = 0, top = 0;  ///< of the mask, in pixels from the cell's middle and from the middle of a capital
    std::vector<unsigned char> ink;
    [[nodiscard]] float at(float x, float y) const;  ///< x, y from the middle of the cell
};

class GlyphSource {
public:
    /// The glyphs of `alphabet` in `weights` weights. Ends the program if the font cannot be used.
    GlyphSource(const std::string& font_file, int weights);
    [[nodiscard]] const GlyphMask& glyph(int character, int weight) const;
    [[nodiscard]] float cap_height_px() const { return cap_height_px_; }
    [[nodiscard]] int weights() const { return static_cast<int>(masks_.size()); }

private:
    std::vector<std::vector<GlyphMask>> masks_;
    float cap_height_px_ = 0;
};

}  // namespace vestibule::capture::mrz
