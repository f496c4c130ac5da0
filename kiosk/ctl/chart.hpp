// chart - the part of `vestibulectl` that prints the chart for the cameras, and keeps how they see it.
#pragma once

#include "kiosk/ctl/common.hpp"

namespace vestibule::ctl {

/// Adds `chart` and `baseline take|show`; `code` becomes the program's exit code.
void add_chart(CLI::App& app, int& code);

}  // namespace vestibule::ctl
