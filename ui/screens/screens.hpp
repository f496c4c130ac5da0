// screens - what is seen at each moment of a visit: a pure function from state and view to a tree.
#pragma once

#include <string_view>

#include "kiosk/journey/state.hpp"
#include "kiosk/visit/view.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui {

/// The tree of the present screen: the overlay's if there is one, otherwise the step's.
[[nodiscard]] Node screen(const journey::State& state, const visit::VisitView& view);

/// Which of the eight parts of the visit a step belongs to: 1..8; 0 where no progress is shown.
inline constexpr int kParts = 8;
[[nodiscard]] int progress_of(journey::Step step);

/// Catalog key and id part of a step: "choose-provider"; of an overlay: "are-you-there".
[[nodiscard]] std::string_view id_of(journey::Step step);
[[nodiscard]] std::string_view id_of(journey::Overlay overlay);

}  // namespace vestibule::ui
