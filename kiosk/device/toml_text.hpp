// toml_text - a text as it stands in a TOML file.
#pragma once

#include <string>
#include <string_view>

namespace vestibule::device {

/// With its marks and escapes.
[[nodiscard]] std::string toml_text(std::string_view text);

}  // namespace vestibule::device
