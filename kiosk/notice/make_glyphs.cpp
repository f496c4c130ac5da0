// make_glyphs - run by the build: draws each letter of Latin-1 once with Cairo and writes them as a source file.
#include <pango/pangocairo.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr int kSize_px = 64, kRoom_px = 160;
constexpr unsigned kFirst = 0x21, kLast = 0xFF;

std::string utf8(unsigned code) {
    if (code < 0x80) return std::string(1, static_cast<char>(code));
    return {static_cast<char>(0xC0 | (code >> 6U)), static_cast<char>(0x80 | (code & 0x3FU))};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    std::FILE* out = std::fopen(argv[1], "w");
    if (out == nullptr) return 1;
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, kRoom_px, kRoom_px);
    cairo_t* cairo = cairo_create(surface);
    PangoLayout* layout = pango_cairo_create_layout(cairo);
    PangoFontDescription* font = pango_font_description_from_string("Noto Sans");
    pango_font_description_set_absolute_size(font, kSize_px * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    std::string glyphs;
    unsigned long inked = 0;
    std::fputs("// glyphs - made by make_glyphs when the program is built.\n#include \"kiosk/notice/glyphs.hpp\"\n"
               "namespace vestibule::notice {\nconst std::uint8_t kInk[] = {\n", out);
    for (unsigned code = kFirst; code <= kLast; ++code) {
        if (code >= 0x7F && code <= 0xA0) continue;
        pango_layout_set_text(layout, utf8(code).c_str(), -1);
        PangoRectangle ink, logical;
        pango_layout_get_pixel_extents(layout, &ink, &logical);
        cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR);
        cairo_paint(cairo);
        cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
        cairo_move_to(cairo, -ink.x, -ink.y);
        pango_cairo_show_layout(cairo, layout);
        cairo_surface_flush(surface);
        const unsigned char* rows = cairo_image_surface_get_data(surface);
        char line[128];
        std::snprintf(line, sizeof line, "    {%u, %d, %d, %d, %d, %d, %lu},\n", code, ink.x, ink.y, ink.width,
                      ink.height, logical.width, inked);
        glyphs += line;
        for (int y = 0; y < ink.height; ++y) {
            for (int x = 0; x < ink.width; ++x, ++inked)
                std::fprintf(out, "%u,", rows[y * cairo_image_surface_get_stride(surface) + x]);
            std::fputc('\n', out);
        }
    }
    PangoRectangle line;
    pango_layout_get_pixel_extents(layout, nullptr, &line);
    std::fprintf(out, "0};\nconst Glyph kGlyphs[] = {\n%s};\nconst std::uint32_t kGlyphCount = sizeof kGlyphs / "
                      "sizeof kGlyphs[0];\nconst int kLineHeight_px = %d;\n}  // namespace vestibule::notice\n",
                 glyphs.c_str(), line.height);
    return std::fclose(out) == 0 ? 0 : 1;
}
