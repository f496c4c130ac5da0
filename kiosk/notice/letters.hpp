// letters - text and plain areas on rows of pixels, with letters that are built in.
#pragma once

#include <cstdint>
#include <string_view>

namespace vestibule::notice {

/// Rows of 0x00RRGGBB; `row_words` may be larger than the width.
struct Canvas {
    std::uint32_t* pixels = nullptr;
    int width_px = 0, height_px = 0, row_words = 0;
};

struct Area {
    int left = 0, top = 0, width = 0, height = 0;
};

/// Where a line begins, how large it is (1: as the letters were built), and in which colour.
struct Pen {
    double left = 0, top = 0, scale = 1;
    std::uint32_t colour = 0;
};

/// At scale 1.
[[nodiscard]] int line_height_px();
[[nodiscard]] int width_of(std::string_view line);

void draw_line(const Canvas& canvas, std::string_view line, const Pen& from);
void fill(const Canvas& canvas, const Area& area, std::uint32_t colour);

}  // namespace vestibule::notice
