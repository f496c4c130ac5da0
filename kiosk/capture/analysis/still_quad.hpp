// still_quad - finds a document of any shape and at any turn in a stored picture.
#pragma once

#include "kiosk/capture/find.hpp"

namespace vestibule::capture {

/// The four corners clockwise from the one nearest to the top left. Slower than find_document and free of its bounds:
/// sheets and receipts on desks are found too.
[[nodiscard]] std::optional<FoundDocument> find_still_document(const Images& images);

}  // namespace vestibule::capture
