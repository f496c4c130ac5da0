// aamva - parses the text of a North American licence's PDF417 (AAMVA DL/ID Card Design Standard, annex D).
#pragma once

#include <string_view>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

/// Follows the directory where it is right and splits lines by their known identifiers where it is not, since many
/// cards carry wrong offsets. Errors: BadBarcode; its context names an element and a position, never a value.
Result<DocumentData> parse_aamva(std::string_view text);

}  // namespace vestibule::capture
