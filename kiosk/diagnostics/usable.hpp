// usable - what a kiosk must have for its system to be called good, whatever was known of it before.
#pragma once

#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

/// The tests that stand in the way, each by its id, or by what none of them has shown: erasure proved, every camera of
/// the configuration with pictures, and, unless the site is declared `offline`, a service or its host reached.
[[nodiscard]] std::vector<std::string> not_usable(const std::vector<Outcome>& now, bool offline);

/// Only these run without anybody: a hand is nobody's, and the proof of erasure was made before.
void leave_out_hands(std::vector<Test>& tests);

}  // namespace vestibule::diagnostics
