// analyst - makes the analyst of stored pictures; inside the module only.
#pragma once

#include <memory>

#include "kiosk/capture/analysis/analysis.hpp"

namespace vestibule::capture {

/// Errors: FileUnreadable (a cascade is missing).
Result<std::unique_ptr<Analyst>> make_analyst(std::string_view cascade_folder);

}  // namespace vestibule::capture
