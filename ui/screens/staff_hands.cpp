// staff_hands - tests that need a person: a finger over the whole glass, an eye on plain colours, a hand on each key.
#include <array>
#include <utility>

#include "ui/screens/glass.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::Press;

constexpr std::array<std::uint32_t, staff::kColours> kShown{0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x000000, 0x808080};

constexpr std::array<const char*, staff::kKeys> kKeyWords{"staff.key.up",    "staff.key.down",   "staff.key.left",
                                                          "staff.key.right", "staff.key.select", "staff.key.back"};

}  // namespace

Node staff_touch(const StaffView& view) {
    return glass("staff-touch", view.touched);
}

Node staff_colour(const staff::State& state) {
    Node root = whole_screen("staff-colours", t("staff.colours.title"));
    Node colour = button("colour-" + std::to_string(state.colour), {}, press(Press::NextColour), Look::Provider);
    colour.spoken = t("staff.colours.next", {std::int64_t{state.colour} + 1, std::int64_t{staff::kColours}});
    colour.color_rgb = kShown.at(state.colour);
    colour.box.grow = 1;
    root.children.push_back(std::move(colour));
    return root;
}

Node staff_colours_seen(const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.colours.question"), "question"));
    Nodes both;
    const auto answer = [&](const char* id, const char* key, Glyph glyph, Press what) {
        Node node = button(id, t(key), press(what), Look::Card);
        node.role = Role::Choice;
        node.glyph = glyph;
        node.box.padding_mm = 5;
        node.box.minimum_width_mm = 96;
        both.push_back(std::move(node));
    };
    answer("bad", "staff.colours.bad", Glyph::Cross, Press::Bad);
    answer("good", "staff.colours.good", Glyph::Check, Press::Good);
    Nodes answers;
    answers.push_back(side_by_side(std::move(both)));
    Nodes actions;
    actions.push_back(back_button(t("staff.to_home")));
    return staff_framed("colours-seen", view.common,
                        {t("staff.colours.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node staff_keypad(const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.keypad.what"), "what"));
    Nodes keys;
    for (std::size_t key = 0; key < staff::kKeys; ++key) {
        const bool pressed = view.pressed.test(key);
        Node node = status(pressed ? Glyph::Check : Glyph::Clock, pressed ? Look::Success : Look::Plain,
                           t(kKeyWords.at(key)), "key-" + std::to_string(key));
        keys.push_back(std::move(node));
    }
    content.push_back(list("keys", std::move(keys)));
    Nodes actions;
    actions.push_back(button("bad", t("staff.keypad.bad"), press(Press::Bad)));
    return staff_framed("keypad", view.common, {t("staff.keypad.title"), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
