// decommission - the part of `vestibulectl` with which a kiosk forgets what it is, and its certificate is checked.
#pragma once

#include "kiosk/ctl/common.hpp"

namespace vestibule::ctl {

/// Adds `decommission run|verify`; `code` becomes the program's exit code.
void add_decommission(CLI::App& app, int& code);

}  // namespace vestibule::ctl
