// notice - lays the lines out in the middle of the display and blends the letters onto it.
#include "kiosk/notice/notice.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/notice/glyphs.hpp"

namespace vestibule::notice {

namespace {

constexpr std::uint32_t kPaper = 0xF6F7F4, kInkColour = 0x10222E;
constexpr int kWordSpace_px = 17;         // at the size of the built-in letters
constexpr double kMargin = 0.07;          // of the width, on both sides
constexpr double kLargest = 1.6;          // the letters are pictures: larger, they would blur
constexpr double kLinesApart = 1.1;
constexpr std::size_t kLongest = 200;

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

std::uint32_t blend(std::uint32_t below, unsigned ink) {
    std::uint32_t mixed = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        const unsigned from = (below >> shift) & 0xFFU, to = (kInkColour >> shift) & 0xFFU;
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

void draw_glyph(const Canvas& canvas, const Glyph& glyph, double pen, double top, double scale) {
    const double x0 = pen + glyph.left_px * scale, y0 = top + glyph.top_px * scale;
    const int x1 = static_cast<int>(std::ceil(x0 + glyph.width_px * scale)),
              y1 = static_cast<int>(std::ceil(y0 + glyph.height_px * scale));
    for (int y = std::max(0, static_cast<int>(y0) - 1); y < std::min(canvas.height_px, y1 + 1); ++y) {
        for (int x = std::max(0, static_cast<int>(x0) - 1); x < std::min(canvas.width_px, x1 + 1); ++x) {
            const unsigned ink = ink_between(glyph, (x + 0.5 - x0) / scale - 0.5, (y + 0.5 - y0) / scale - 0.5);
            std::uint32_t& pixel = canvas.pixels[static_cast<std::ptrdiff_t>(y) * canvas.row_words + x];
            if (ink != 0) pixel = blend(pixel, ink);
        }
    }
}

void draw_line(const Canvas& canvas, std::string_view line, double left, double top, double scale) {
    for (double pen = left; !line.empty();) {
        const Glyph* glyph = find(take(line));
        if (glyph != nullptr) draw_glyph(canvas, *glyph, pen, top, scale);
        pen += (glyph != nullptr ? glyph->advance_px : kWordSpace_px) * scale;
    }
}

}  // namespace

std::vector<std::string> lines_of(const Words& words) {
    const std::string desk = words.desk.empty() ? "the front desk" : words.desk;
    const bool changed = words.code == kDiskChanged;
    std::vector<std::string> lines{changed ? "This kiosk's disk was changed. It does not start."
                                           : "This kiosk is out of service.",
                                   "Please go to " + desk + ".", "",
                                   "Este quiosco no funciona.",     "Pida ayuda al personal.",    "",
                                   "Code " + std::to_string(words.code)};
    if (!words.phone.empty()) lines.back() += "   Staff: " + words.phone;
    return lines;
}

int width_of(std::string_view line) {
    int width = 0;
    while (!line.empty()) {
        const Glyph* glyph = find(take(line));
        width += glyph != nullptr ? glyph->advance_px : kWordSpace_px;
    }
    return width;
}

std::string look_up(std::string_view settings, std::string_view key) {
    while (!settings.empty()) {
        const std::size_t end = std::min(settings.find('\n'), settings.size());
        std::string_view line = settings.substr(0, end);
        settings.remove_prefix(std::min(end + 1, settings.size()));
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos || !line.substr(first).starts_with(key)) continue;
        line.remove_prefix(first + key.size());
        const std::size_t equals = line.find_first_not_of(" \t");
        if (equals == std::string_view::npos || line[equals] != '=') continue;
        const std::size_t open = line.find('"', equals), close = line.find('"', open + 1);
        if (open == std::string_view::npos || close == std::string_view::npos || close - open > kLongest) continue;
        return std::string(line.substr(open + 1, close - open - 1));
    }
    return {};
}

void draw(const Canvas& canvas, const Words& words) {
    for (int y = 0; y < canvas.height_px; ++y) {
        std::fill_n(canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.row_words, canvas.width_px, kPaper);
    }
    const std::vector<std::string> lines = lines_of(words);
    int widest = 1;
    for (const std::string& line : lines) widest = std::max(widest, width_of(line));
    const double left = canvas.width_px * kMargin;
    const double scale = std::min({(canvas.width_px - 2 * left) / widest, kLargest,
                                   canvas.height_px * 0.8 / (kLineHeight_px * kLinesApart * lines.size())});
    const double step = kLineHeight_px * kLinesApart * scale;
    double top = (canvas.height_px - step * static_cast<double>(lines.size())) / 2;
    for (const std::string& line : lines) {
        draw_line(canvas, line, left, top, scale);
        top += step;
    }
}

}  // namespace vestibule::notice
