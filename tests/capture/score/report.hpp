// report - the tables of a scoring, and the figures that may not get worse.
#pragma once

#include "tests/capture/score/stills.hpp"
#include "tests/capture/score/takes.hpp"

namespace vestibule::score {

[[nodiscard]] std::string stills_table(const Stills& stills, Family family, int frames);
[[nodiscard]] std::string takes_table(const Takes& takes);

/// How many figures are below what a scoring of this size reached; each is added to the page.
[[nodiscard]] int below_pins(const Stills& stills, Family family, std::string& page);
[[nodiscard]] int below_pins(const Takes& takes, std::string& page);

}  // namespace vestibule::score
