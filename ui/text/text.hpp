// text - a catalog key and what fills its places; the words are looked up only when they are drawn or spoken.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::ui {

/// A catalog key and what fills its {0}, {1}...; secret values are only resolved by the painter and the speaker.
struct Text {
    using Argument = std::variant<std::int64_t, std::string, const privacy::SecretText*>;
    std::string key;                  ///< empty: no text; "=" alone: show argument 0 as it is
    std::vector<Argument> arguments;

    [[nodiscard]] bool empty() const noexcept { return key.empty(); }
};
[[nodiscard]] inline Text t(std::string key, std::vector<Text::Argument> arguments = {}) {
    return Text{std::move(key), std::move(arguments)};
}
/// A text that is not from the catalog: a provider's name, a number, an address from a profile.
[[nodiscard]] inline Text plain(std::string words) { return Text{"=", {std::move(words)}}; }
/// A patient's own text.
[[nodiscard]] inline Text own(const privacy::SecretText& words) { return Text{"=", {&words}}; }

}  // namespace vestibule::ui
