// place_words - how a place is called: its name is the patient's and is only shown when they uncovered it.
#pragma once

#include "ui/screens/parts.hpp"

namespace vestibule::ui::screens {

/// The place's name if names are shown, else "Place 3"; the number is the same on every screen.
[[nodiscard]] Text place_name(const VisitView& view, std::size_t index);
/// The same inside a sentence: KEY with {0} the name, or KEY.covered with {0} the number.
[[nodiscard]] Text with_place(const VisitView& view, std::size_t index, const std::string& key);
/// The button that uncovers or covers the names.
[[nodiscard]] Node names_button(const VisitView& view);

/// So many places fill a page of a long list.
inline constexpr std::size_t kRowsMax = 40;

/// Positions in a list: `first` to before `end`.
struct Page {
    std::size_t first = 0, end = 0, pages = 1;
};
[[nodiscard]] Page page_of(const VisitView& view, std::size_t total);
/// Which part this is, and the way to the next; nothing where there is one page.
void add_next_page(Nodes& answers, const Page& page, std::size_t total);

}  // namespace vestibule::ui::screens
