// shared_places - which places the patient agreed to share, and the kinds of records chosen for each.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/screens/parts.hpp"

namespace vestibule::ui::screens {

/// Indices of the places that consent was given for.
[[nodiscard]] std::vector<std::size_t> consented(const VisitView& view);

/// Places with the same kinds of records chosen.
struct SharedGroup {
    std::uint32_t categories = 0;
    std::vector<std::size_t> places;
};
/// Every consented place once; those with nothing chosen form a group with no categories, last.
[[nodiscard]] std::vector<SharedGroup> groups(const VisitView& view);
/// How many places will really share something.
[[nodiscard]] std::int64_t sharing_count(const VisitView& view);

}  // namespace vestibule::ui::screens
