// parts - the small pieces that every screen is made of: texts, buttons, cards, fields, lines with an icon.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/journey/state.hpp"
#include "kiosk/visit/view.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui::screens {

using journey::State;
using visit::FieldId;
using visit::VisitView;
using Nodes = std::vector<Node>;

// Intents
[[nodiscard]] visit::Intent to(visit::IntentKind kind, std::uint16_t index = 0, std::uint16_t value = 0);
[[nodiscard]] visit::Intent choose(journey::Choice choice, std::uint16_t index = 0);

// Texts
[[nodiscard]] Node heading(Text text, std::string id = {});
[[nodiscard]] Node section(Text text);  ///< a smaller heading inside the content
[[nodiscard]] Node paragraph(Text text, std::string id = {});
[[nodiscard]] Node note(Text text, std::string id = {});
/// An icon and words: a state never speaks by its colour alone.
[[nodiscard]] Node line(Glyph glyph, Look look, Text text, std::string id = {});
[[nodiscard]] Node status(Glyph glyph, Look look, Text text, std::string id);

// Things to touch
[[nodiscard]] Node button(std::string id, Text label, visit::Intent intent, Look look = Look::Secondary);
[[nodiscard]] Node card(std::string id, Text label, journey::Choice choice, Glyph glyph);
/// A card with a second line; wide enough for it.
[[nodiscard]] Node explained_card(std::string id, Text label, Text what, journey::Choice choice, Glyph glyph);
[[nodiscard]] Node check_box(std::string id, Text label, bool checked, visit::Intent intent);
[[nodiscard]] Node field(const VisitView& view, FieldId id, bool enabled = true);

// Boxes
[[nodiscard]] Node column(Nodes children, float gap_mm = 4);
[[nodiscard]] Node row(Nodes children, float gap_mm = 4, bool wrap = false);
[[nodiscard]] Node list(std::string id, Nodes items);
/// Children of equal width beside each other where there is room.
[[nodiscard]] Node side_by_side(Nodes children);
/// As many columns of equal width as there is room for.
[[nodiscard]] Node grid(Nodes children, float least_width_mm);
/// Takes what height is left: what follows comes down to where hands are.
[[nodiscard]] Node spacer();
/// A large sign for a moment that is more than words.
[[nodiscard]] Node sign(Glyph glyph, Look look = Look::Plain);
[[nodiscard]] Node qr(std::string id, Text label, const privacy::SecretText* content);
/// A code to scan with its words beside it.
[[nodiscard]] Node beside_code(Node code, Nodes words);
/// An address as people write it.
[[nodiscard]] std::string without_scheme(const std::string& url);
[[nodiscard]] Node progress(std::string id, Text label, double part);

/// A sentence with a number as its {0}; the catalog uses "KEY.one" for exactly one.
[[nodiscard]] Text counted(const std::string& key, std::int64_t number);

// What the view knows, under short names
[[nodiscard]] const identity::Profile* provider(const State& state, const VisitView& view);
/// The chosen provider's name, or an empty text where none is chosen.
[[nodiscard]] std::string provider_name(const State& state, const VisitView& view);
[[nodiscard]] std::string network_name(const VisitView& view);
/// Where a person helps, in the patient's language where the facility has said it in that.
[[nodiscard]] std::string desk_of(const VisitView& view);
/// The facility's own sentence; empty where it has none.
[[nodiscard]] std::string_view site_text(const VisitView& view, device::SiteText text);
/// Adds it as a paragraph where there is one.
void add_site_text(Nodes& content, const VisitView& view, device::SiteText text, const char* id);
[[nodiscard]] bool can_use_phone(const State& state);
[[nodiscard]] bool other_provider_ready(const State& state);

}  // namespace vestibule::ui::screens
