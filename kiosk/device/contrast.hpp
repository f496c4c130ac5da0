// contrast - how well one colour is seen on another, and which colours may be a facility's own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vestibule::device {

/// WCAG 2 contrast of two colours, 1 to 21.
[[nodiscard]] double contrast(std::uint32_t one, std::uint32_t other) noexcept;

/// What an accent is seen on, or bears, in the light theme: white words on it, and paper, cards and bands behind it.
inline constexpr std::array<std::uint32_t, 3> kAccentGrounds{0xFFFFFF, 0xF6F7F4, 0xE6EDEB};
inline constexpr double kReadable = 4.5;  ///< what WCAG asks for words

/// Of "#RRGGBB"; nothing else is a colour.
[[nodiscard]] std::optional<std::uint32_t> read_colour(std::string_view text);
/// Nothing where the colour may be an accent, else why not.
[[nodiscard]] std::optional<std::string> accent_problem(std::uint32_t rgb);

}  // namespace vestibule::device
