// states - the codes that ICAO 9303-3 allows for an issuing state and a nationality.
#pragma once

#include <string_view>

namespace vestibule::capture::mrz {

/// Whether three characters are such a code; a single letter is followed by fillers.
[[nodiscard]] bool known_state(std::string_view code);

}  // namespace vestibule::capture::mrz
