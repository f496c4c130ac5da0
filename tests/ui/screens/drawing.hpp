// drawing - paints a screen in memory as the kiosk would, with a drawn card and face for the camera.
#pragma once

#include <cairo.h>

#include <optional>
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
/// Where an upright display of the usual size hangs, as the README says: its lower edge above the floor.
inline constexpr float kLowerEdge_mm = 740;
/// ADA 2010 section 308: forward and side reach, and forward over something that is in the way.
inline constexpr float kReachLowest_mm = 380, kReachHighest_mm = 1220, kReachOver_mm = 1118;

/// Something that acts, and how high above the floor the middle of it is.
struct Reach {
    std::string id;
    std::optional<visit::IntentKind> kind;  ///< nothing: the toolkit's own, that scrolls
    float mm = 0;
};
/// Everything that can be touched of the tree.
[[nodiscard]] std::vector<Reach> reaches(const Node& tree, const Fonts& fonts, const Catalog& catalog,
                                         const Drawing& how);
/// What of the tree a hand from a wheelchair cannot reach: nothing may lie outside 380 to 1220 mm, and what leads on or
/// back is also in reach over a desk's edge.
[[nodiscard]] std::vector<std::string> out_of_reach(const Node& tree, const Fonts& fonts, const Catalog& catalog,
                                                    const Drawing& how);
/// False if the file could not be written.
bool draw(const Node& tree, const Fonts& fonts, const Catalog& catalog, const Drawing& how, const std::string& png);

}  // namespace vestibule::ui::test
