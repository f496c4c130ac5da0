// diagnose - the part of `vestibulectl` that runs the self tests.
#pragma once

#include "kiosk/ctl/common.hpp"
#include "kiosk/diagnostics/run.hpp"

namespace vestibule::ctl {

/// Adds `diagnose [NAME...]`; `code` becomes the program's exit code.
void add_diagnose(CLI::App& app, int& code);

/// One line for a person: "FAIL  storage.space  2 % free ...", and below it what to do.
[[nodiscard]] std::string in_words(const diagnostics::Outcome& outcome);

}  // namespace vestibule::ctl
