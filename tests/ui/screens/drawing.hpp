// drawing - paints a screen in memory as the kiosk would, with a drawn card and face for the camera.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "ui/text/catalog.hpp"
#include "ui/text/fonts.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui::test {

struct Drawing {
    int width_px = 1080, height_px = 1920;
    int text_size = 0;
    int theme = 0;
};

/// What of the tree does not fit; nothing is painted.
[[nodiscard]] std::vector<std::string> overflows(const Node& tree, const Fonts& fonts, const Catalog& catalog,
                                                 const Drawing& how);
/// False if the file could not be written.
bool draw(const Node& tree, const Fonts& fonts, const Catalog& catalog, const Drawing& how, const std::string& png);

}  // namespace vestibule::ui::test
