// find - finds the document in a frame: its four corners, or nothing.
#pragma once

#include <optional>

#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

struct FoundDocument {
    std::array<Point, 4> corners{};  ///< clockwise from the top left, pixels of the full frame
    float confidence = 0;            ///< 0..1
};

/// Looks for a document whose width is `aspect` times its height.
std::optional<FoundDocument> find_document(const Images& images, float aspect);

/// Moves corners that are right to about 2 % onto the edges of the half-size picture.
std::array<Point, 4> refine_corners(const Images& images, const std::array<Point, 4>& corners);

}  // namespace vestibule::capture
