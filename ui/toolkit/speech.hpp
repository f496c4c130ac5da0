// speech - what a speaker would say of a screen, in order: names, roles and states; never a masked value.
#pragma once

#include <vector>

#include "ui/text/catalog.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui {

/// One node: its spoken text or label, then what it is and how it stands.
[[nodiscard]] privacy::WipedString spoken(const Node& node, const Catalog& catalog);
/// The whole screen in reading order; of a screen with an overlay, the overlay alone.
[[nodiscard]] std::vector<privacy::WipedString> spoken_sequence(const Node& tree, const Catalog& catalog);
/// A text with bullets in the places of its secrets.
[[nodiscard]] privacy::WipedString without_secrets(const Catalog& catalog, const Text& text);

}  // namespace vestibule::ui
