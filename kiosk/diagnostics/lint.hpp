// lint - looks for what could be a person's in a text that is about to leave the kiosk.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vestibule::diagnostics {

/// Where, how long, and by which rule; never what.
struct Personal {
    std::string_view rule;
    std::size_t position = 0, length = 0;
};

/// The first thing that looks like a person's: an e-mail address, a telephone or social security number, a document's
/// barcode or machine-readable zone, a picture, a token, a private key, or a field that is named after a person's.
[[nodiscard]] std::optional<Personal> find_personal(std::string_view text);

}  // namespace vestibule::diagnostics
