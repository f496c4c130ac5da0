// layout - where every node of a tree lies: a small flexbox in pixels, with text broken at the width there is.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ui/toolkit/frame.hpp"
#include "ui/toolkit/geometry.hpp"
#include "ui/toolkit/node.hpp"
#include "ui/toolkit/words.hpp"

namespace vestibule::ui {

/// What the toolkit itself adds to a box that scrolls.
enum class Inner : std::uint8_t { None, ScrollUp, ScrollDown };

/// A node in its place. Refers to its Node, which must outlive it.
struct Laid {
    const Node* node = nullptr;
    Frame frame;
    Rect rect;                 ///< everything of it
    Rect seen;                 ///< the part of `rect` that no scrolling box hides
    Rect icon;                 ///< where the icon is drawn
    Rect control;              ///< the field's box, the code, the bar, the room of a picture; the card of an overlay
    Block label, error;
    Rect label_at, error_at;
    std::vector<Laid> children;
    Inner inner = Inner::None;
    float scroll = 0, scroll_max = 0;
    float label_room = 0;      ///< of a field: its neighbours' labels may be higher, and the boxes stand level

    // What was measured already, by width.
    float natural_w = -1, narrowest_w = -1;
    std::vector<std::pair<float, float>> heights, least_heights;
};

struct Layout {
    Laid root;
    std::vector<std::string> overflows;  ///< ids (or roles) of nodes whose content does not fit; tests want none
    std::vector<std::unique_ptr<Node>> made;        ///< nodes that the toolkit added
    const Laid* overlay = nullptr;                  ///< covers everything else

    /// What can be seen and touched: the overlay if there is one.
    [[nodiscard]] const Laid& top() const noexcept { return overlay != nullptr ? *overlay : root; }
};

/// Scroll offsets in pixels by node id.
using Scrolls = std::map<std::string, float>;

/// Lays `tree` out in `area`. The tree must outlive the result. Offsets beyond the end are brought back into range.
[[nodiscard]] Layout lay_out(const Node& tree, const Rect& area, const Typesetter& typesetter, Scrolls& scrolls);
/// The height a tree wants at a width.
[[nodiscard]] float height_of(const Node& tree, float width, const Typesetter& typesetter);

/// Depth first, in reading order; nodes under an overlay are left out.
template <typename Visit>
void walk(const Laid& laid, Visit&& visit) {
    visit(laid);
    for (const Laid& child : laid.children) walk(child, visit);
}

}  // namespace vestibule::ui
