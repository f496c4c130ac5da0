// shrink - makes a failing list of moves as short and as plain as it can be while it still fails.
#pragma once

#include <functional>

#include "tests/simulation/moves.hpp"

namespace vestibule::simulation {

/// `fails` plays moves and says whether they fail in the same way. The first move says how the visit begins: it stays
/// first, and only its numbers shrink. At most `tries` plays.
[[nodiscard]] Moves shrink(Moves moves, const std::function<bool(const Moves&)>& fails, int tries = 4000);

}  // namespace vestibule::simulation
