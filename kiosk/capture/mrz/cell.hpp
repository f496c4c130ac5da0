// cell - the size of the picture of one character and the alphabet, shared by the reader and the training.
#pragma once

#include <array>
#include <cmath>
#include <string_view>

namespace vestibule::capture::mrz {

constexpr int cell_width = 16;   // pixels of one pitch
constexpr int cell_height = 24;  // rows; the capitals fill two thirds of them
constexpr float cap_rows = 16;
constexpr int cell_pixels = cell_width * cell_height;
constexpr int hidden_units = 80;
constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
constexpr int glyphs = 37;
constexpr int classes = glyphs + 1;  // and "no character of this alphabet stands here"

using Cell = std::array<float, cell_pixels>;  ///< ink is positive

/// Takes light and contrast away, so that only the shape is left.
inline void normalize(Cell& cell) {
    float mean = 0, square = 0;
    for (const float value : cell) mean += value / cell_pixels;
    for (const float value : cell) square += (value - mean) * (value - mean) / cell_pixels;
    const float scale = 1 / (std::sqrt(square) + 2.0F);  // two grey levels: noise is not made larger
    for (float& value : cell) value = (value - mean) * scale;
}

}  // namespace vestibule::capture::mrz
