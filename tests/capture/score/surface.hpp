// surface - what lies or stands behind a document, and what must not be taken for one.
#pragma once

#include <opencv2/core.hpp>

#include "tests/capture/score/random.hpp"

namespace vestibule::score {

enum class Surface : std::uint8_t { Plain, White, Wood, Cloth, Stone, Tiles, Bricks, Planks, Grid, Room, Clutter };
inline constexpr int surface_count = 11;

/// CV_8UC3 without noise and without light.
[[nodiscard]] cv::Mat surface(Surface kind, cv::Size size, Random& random);

}  // namespace vestibule::score
