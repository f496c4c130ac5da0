// analysis_module - loads the analyst of stored pictures, so that `vestibulectl` starts without its 140 libraries.
#pragma once

#include <memory>
#include <string>

#include "kiosk/capture/analysis/analysis.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// The module beside this program, built or installed. Errors: BadModule, with the reason.
Result<std::shared_ptr<capture::Analyst>> load_analysis_module(const std::string& cascade_folder);

}  // namespace vestibule::device
