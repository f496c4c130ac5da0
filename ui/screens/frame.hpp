// frame - the bands that every screen shares: header, content, actions, the quiet strip and the privacy ribbon.
#pragma once

#include <string>

#include "ui/screens/parts.hpp"

namespace vestibule::ui::screens {

/// What a screen puts into the bands. Actions are listed from left to right: the primary one last.
/// Answers stand below the content, down where hands are; on a wide display beside it.
struct Frame {
    Text title;
    Nodes content{};
    Nodes actions{};
    Nodes answers{};
    bool answers_low = true;   ///< false: directly below, so that a keyboard leaves fields in sight
    Glyph sign = Glyph::None;  ///< above the title, for a moment that is more than words
    Look sign_look = Look::Plain;
    Look title_look = Look::Title;
    Nodes hero{};             ///< a picture: as large as the room allows
    float answers_share = 1;  ///< of a wide display, where the words have one
    bool quiet_strip = true;  ///< "I'd rather talk to someone", "Start over", "Stop and erase"
};

[[nodiscard]] Node framed(const State& state, const VisitView& view, Frame frame);
/// The same bands round a screen of the staff's: nobody is being served, so there is nothing to stop or to erase.
[[nodiscard]] Node staff_framed(std::string id, const VisitView& view, Frame frame);

[[nodiscard]] Node continue_button(Text label, bool enabled = true);
[[nodiscard]] Node back_button(Text label = t("action.back"));

/// A form waits for the service: a calm word, and the primary button rests.
[[nodiscard]] bool waits(const State& state);
[[nodiscard]] Node checking();

}  // namespace vestibule::ui::screens
