// keyboard - the keyboard on the screen, as a tree of keys like any other; what it shows follows the kind of the field.
#pragma once

#include <string>
#include <string_view>

#include "ui/toolkit/node.hpp"

namespace vestibule::ui {

enum class KeyPage : std::uint8_t { Letters, Accents, Symbols, Numbers };

struct KeyboardState {
    FieldKind kind = FieldKind::Text;
    KeyPage page = KeyPage::Letters;
    bool shift = false;
    bool low = false;            ///< keys at their least height: a landscape display
};

/// What a field starts with.
[[nodiscard]] KeyboardState keyboard_for(FieldKind kind, bool empty, bool low);
/// The tree; its keys are `Role::Key` with ids "key-..." and are understood by `pressed_key`.
[[nodiscard]] Node keyboard(const KeyboardState& state);

enum class KeyDoes : std::uint8_t { Insert, Backspace, Clear, Done, Page };
/// What a key does; changes the page or shift by itself. `text` is what to insert.
struct KeyPress {
    KeyDoes does = KeyDoes::Insert;
    std::string text;
};
[[nodiscard]] KeyPress pressed_key(std::string_view id, KeyboardState& state);

}  // namespace vestibule::ui
