// decode - from the likelihood of each character to the text of a layout, its checks and its fields.
#pragma once

#include <span>

#include "kiosk/capture/mrz/classifier.hpp"
#include "kiosk/capture/mrz/format.hpp"
#include "kiosk/capture/mrz/mrz.hpp"

namespace vestibule::capture::mrz {

using Cells = std::vector<std::vector<LogShares>>;  ///< by line, then position

/// The likeliest text of that layout. A character gives way to one that may stand there only if the picture allows it,
/// and a check digit decides only between two that look alike, at one place.
[[nodiscard]] Mrz decode(const Format& format, const Cells& cells);

/// What lines that are certain say.
[[nodiscard]] Mrz interpret(const Format& format, const std::vector<privacy::WipedString>& lines);

}  // namespace vestibule::capture::mrz
