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

std::string key_of(staff::Hand hand) {
    return "staff.hand." + std::string(staff::hand_test(hand).key);
}

Node skip_button(const staff::State& state) {
    return back_button(t(state.guided ? "staff.guided.skip" : "staff.to_home"));
}

/// Where in a guided walk somebody is.
void add_guide(const staff::State& state, const StaffView& view, Nodes& content) {
    if (!state.guided) return;
    const auto at = static_cast<std::int64_t>(view.guide_at), all = static_cast<std::int64_t>(view.guide_all);
    content.push_back(note(t("staff.guided.at", {at, all}), "guide"));
}

}  // namespace

Node staff_touch(const StaffView& view) {
    return glass("staff-touch", view.touched);
}

Node staff_colour(const staff::State& state) {
    Node root = whole_screen("staff-colours", t("staff.hand.display"));
    Node colour = button("colour-" + std::to_string(state.colour), {}, press(Press::NextColour), Look::Provider);
    colour.spoken = t("staff.colours.next", {std::int64_t{state.colour} + 1, std::int64_t{staff::kColours}});
    colour.color_rgb = kShown.at(state.colour);
    colour.box.grow = 1;
    root.children.push_back(std::move(colour));
    return root;
}

Node staff_yes_or_no(Press no) {
    Nodes both;
    const auto answer = [&both](const char* id, const char* words, Glyph glyph, Press what) {
        Node node = button(id, t(words), press(what), Look::Card);
        node.role = Role::Choice;
        node.glyph = glyph;
        node.box.padding_mm = 5;
        node.box.minimum_width_mm = 96;
        both.push_back(std::move(node));
    };
    answer("bad", "staff.asked.no", Glyph::Cross, no);
    answer("good", "staff.asked.yes", Glyph::Check, Press::Good);
    return side_by_side(std::move(both));
}

Node staff_asked(const staff::State& state, const StaffView& view) {
    const std::string key = key_of(state.hand);
    Nodes content;
    add_guide(state, view, content);
    if (!view.failure.empty())
        content.push_back(status(Glyph::Warning, Look::Attention, plain(view.failure), "failure"));
    content.push_back(paragraph(t(key + ".what"), "question"));
    Nodes answers;
    answers.push_back(staff_yes_or_no(Press::Bad));
    Nodes actions;
    actions.push_back(skip_button(state));
    const bool heard = state.hand == staff::Hand::SoundLeft || state.hand == staff::Hand::SoundRight;
    if (heard || state.hand == staff::Hand::Printer)
        actions.push_back(button("again", t("staff.asked.again"), press(Press::Again)));
    return staff_framed("asked", view.common, {t(key), std::move(content), std::move(actions), std::move(answers)});
}

Node staff_moved(const staff::State& state, const StaffView& view) {
    const std::string key = key_of(state.hand);
    Nodes content;
    add_guide(state, view, content);
    content.push_back(paragraph(t(key + ".what"), "what"));
    content.push_back(progress("working", t("staff.moved.looking"), -1));
    Nodes actions;
    actions.push_back(skip_button(state));
    return staff_framed("moved", view.common, {t(key), std::move(content), std::move(actions)});
}

Node staff_keypad(const staff::State& state, const StaffView& view) {
    Nodes content;
    add_guide(state, view, content);
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
