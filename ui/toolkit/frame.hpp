// frame - how each role is built: its padding, least size, style of words and place of its icon. In pixels.
#pragma once

#include "ui/toolkit/metrics.hpp"
#include "ui/toolkit/node.hpp"
#include "ui/toolkit/words.hpp"

namespace vestibule::ui {

struct Frame {
    float pad_x = 0, pad_y = 0;
    float least_w = 0, least_h = 0;
    float most_w = 0;             ///< 0: no limit
    float icon = 0;               ///< the icon's side; 0: none
    float icon_room = 0;  ///< what is kept free for it, across and along; more than `icon` where it sits in a circle
    float icon_gap = 0;           ///< between icon and words
    float trailing = 0;           ///< kept free at the end, for a tick or an arrow
    float gap = 0;                ///< between the label and the children, and between children
    bool draws_label = false;
    bool hugs = false;            ///< never stretched across its parent
    bool centred = false;         ///< icon and words stand together in the middle
    TextStyle style;
};

[[nodiscard]] Frame frame_of(const Node& node, const Metrics& metrics);
/// The style of a field's value and of its error; its label's is the frame's.
inline constexpr TextStyle kValueStyle{7.3, false, false, true, 0};
inline constexpr TextStyle kErrorStyle{7.3, false, false, false, 0};
/// Whether the look makes a Note a panel of its own colour.
[[nodiscard]] bool is_panel(const Node& node) noexcept;

}  // namespace vestibule::ui
