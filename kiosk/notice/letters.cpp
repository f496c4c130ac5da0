// letters - blends the built-in letters onto rows of pixels.
#include "kiosk/notice/letters.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/notice/glyphs.hpp"

namespace vestibule::notice {

namespace {

constexpr int kWordSpace_px = 17;  // at the size of the built-in letters

/// The next character of UTF-8 text; what is not Latin-1 becomes a space.
unsigned take(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    std::size_t length = 1;
    unsigned code = first;
    if (first >= 0xF0) {
        length = 4;
    } else if (first >= 0xE0) {
        length = 3;
    } else if (first >= 0xC2 && text.size() > 1) {
        length = 2;
        code = ((first & 0x1FU) << 6U) | (static_cast<unsigned char>(text[1]) & 0x3FU);
    }
    text.remove_prefix(std::min(length, text.size()));
    return length > 2 || code > 0xFF ? ' ' : code;
}

const Glyph* find(unsigned code) {
    const Glyph* end = kGlyphs + kGlyphCount;
    const Glyph* found = std::find_if(kGlyphs, end, [code](const Glyph& glyph) { return glyph.code == code; });
    return found != end ? found : nullptr;
}

std::uint32_t blend(std::uint32_t below, std::uint32_t colour, unsigned ink) {
    std::uint32_t mixed = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        const unsigned from = (below >> shift) & 0xFFU, to = (colour >> shift) & 0xFFU;
        mixed |= ((from * (255U - ink) + to * ink + 127U) / 255U) << shift;
    }
    return mixed;
}

unsigned ink_at(const Glyph& glyph, int x, int y) {
    if (x < 0 || y < 0 || x >= glyph.width_px || y >= glyph.height_px) return 0;
    return kInk[glyph.at + static_cast<std::uint32_t>(y * glyph.width_px + x)];
}

/// Between four of its points, so that letters keep their shape at every size.
unsigned ink_between(const Glyph& glyph, double x, double y) {
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const double right_share = x - left, below_share = y - top;
    const double above = ink_at(glyph, left, top) * (1 - right_share) + ink_at(glyph, left + 1, top) * right_share;
    const double below =
        ink_at(glyph, left, top + 1) * (1 - right_share) + ink_at(glyph, left + 1, top + 1) * right_share;
    return static_cast<unsigned>(std::lround(above * (1 - below_share) + below * below_share));
}

void draw_glyph(const Canvas& canvas, const Glyph& glyph, double pen, const Pen& from) {
    const double top = from.top, scale = from.scale;
    const double x0 = pen + glyph.left_px * scale, y0 = top + glyph.top_px * scale;
    const int x1 = static_cast<int>(std::ceil(x0 + glyph.width_px * scale)),
              y1 = static_cast<int>(std::ceil(y0 + glyph.height_px * scale));
    for (int y = std::max(0, static_cast<int>(y0) - 1); y < std::min(canvas.height_px, y1 + 1); ++y) {
        for (int x = std::max(0, static_cast<int>(x0) - 1); x < std::min(canvas.width_px, x1 + 1); ++x) {
            const unsigned ink = ink_between(glyph, (x + 0.5 - x0) / scale - 0.5, (y + 0.5 - y0) / scale - 0.5);
            std::uint32_t& pixel = canvas.pixels[static_cast<std::ptrdiff_t>(y) * canvas.row_words + x];
            if (ink != 0) pixel = blend(pixel, from.colour, ink);
        }
    }
}

}  // namespace

int line_height_px() {
    return kLineHeight_px;
}

int width_of(std::string_view line) {
    int width = 0;
    while (!line.empty()) {
        const Glyph* glyph = find(take(line));
        width += glyph != nullptr ? glyph->advance_px : kWordSpace_px;
    }
    return width;
}

void draw_line(const Canvas& canvas, std::string_view line, const Pen& from) {
    for (double pen = from.left; !line.empty();) {
        const Glyph* glyph = find(take(line));
        if (glyph != nullptr) draw_glyph(canvas, *glyph, pen, from);
        pen += (glyph != nullptr ? glyph->advance_px : kWordSpace_px) * from.scale;
    }
}

void fill(const Canvas& canvas, const Area& area, std::uint32_t colour) {
    const int left = std::clamp(area.left, 0, canvas.width_px);
    const int right = std::clamp(area.left + area.width, left, canvas.width_px);
    for (int y = std::max(0, area.top); y < std::min(canvas.height_px, area.top + area.height); ++y) {
        std::fill_n(canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.row_words + left, right - left, colour);
    }
}

}  // namespace vestibule::notice
