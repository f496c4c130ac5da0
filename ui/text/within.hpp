// within - a sentence as a part of another one: written as one of its arguments, and said in the same language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/text/text.hpp"

namespace vestibule::ui {

/// `text` has no secrets: what is written like this can be copied.
[[nodiscard]] std::string within(const Text& text);
/// Nothing where it is a name or a number as always.
[[nodiscard]] std::optional<Text> read_within(std::string_view argument);

}  // namespace vestibule::ui
