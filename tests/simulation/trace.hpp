// trace - a visit written down, a line a move: when, what, and where it led; never anything of the patient.
#pragma once

#include <functional>
#include <string>

#include "tests/simulation/simulated_visit.hpp"

namespace vestibule::simulation {

/// "   12.500 s  press:2.6                 ChooseHow"
[[nodiscard]] std::string line_of(const Move& move, const SimulatedVisit& visit);

/// Plays moves from the first, which begins the visit, until one violates something, and then lets time end it. What
/// does not fit is left out. Returns the violation; `tell` gets a line after each move.
using Tell = std::function<void(const std::string&)>;
[[nodiscard]] std::string play(const Moves& moves, Coverage& coverage, const Tell& tell);

}  // namespace vestibule::simulation
