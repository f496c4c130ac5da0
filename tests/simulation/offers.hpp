// offers - what a screen lets a hand do: from its tree, or, where a tree for each move would cost too much, by rule.
#pragma once

#include <span>
#include <vector>

#include "kiosk/journey/state.hpp"
#include "kiosk/visit/view.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::simulation {

[[nodiscard]] bool same(const visit::Intent& one, const visit::Intent& other);
/// Acts in every state, or changes nothing but how a screen looks: help, start over, stop, their answers, languages.
[[nodiscard]] bool always_there(visit::IntentKind kind);
/// The answers that a step's screen can have.
[[nodiscard]] std::span<const journey::Choice> choices_of(journey::Step step);
/// Whether the present screen offers it, by rule.
[[nodiscard]] bool offers(const journey::State& state, const visit::VisitView& view, const visit::Intent& intent);

/// What the nodes of a tree do, and which fields can be typed into.
void collect(const ui::Node& node, std::vector<visit::Intent>& intents, std::vector<visit::FieldId>& fields);
/// A tree refers to a patient's words; it never has a copy of them.
[[nodiscard]] bool copies_a_patient(const ui::Node& node);

/// What a patient types: text 0 is right, the rest is what a patient may type, too.
inline constexpr std::uint16_t kTexts = 12;
inline constexpr std::uint16_t kLongText = 1;
[[nodiscard]] std::string text_for(visit::FieldId field, std::uint16_t which);

}  // namespace vestibule::simulation
