// words - what a test has to say: English, as it is kept and reported, and how a screen says it in its own language.
#pragma once

#include <concepts>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <type_traits>
#include <vector>

namespace vestibule::diagnostics {

/// It is its English text. `form` is what the catalogs know it by, with {0}, {1}... for `with`; an empty form says that
/// it is no sentence of ours but a name or a number, the same in every language.
class Words : public std::string {
public:
    Words() = default;
    Words(const char* form) : std::string(form), form_(form) {}  // NOLINT: a literal is a sentence
    Words(std::string data) : std::string(std::move(data)) {}    // NOLINT: anything else is data
    Words(std::string form, std::vector<Words> with);

    [[nodiscard]] const std::string& form() const { return form_; }
    [[nodiscard]] const std::vector<Words>& with() const { return with_; }

private:
    std::string form_;
    std::vector<Words> with_;
};

/// As it stands in a result: a text for data, else [form, with...].
[[nodiscard]] nlohmann::json words_json(const Words& words);
/// Nothing for what is neither; nested no deeper than any of ours is.
[[nodiscard]] Words words_from(const nlohmann::json& json, int depth = 0);

namespace detail {
template <typename T>
Words part(const T& value) {
    if constexpr (std::is_arithmetic_v<T>) {
        return Words(std::to_string(value));
    } else if constexpr (std::same_as<T, Words>) {
        return value;
    } else {
        return Words(std::string(value));
    }
}
}  // namespace detail

/// A sentence with {0}, {1}...: numbers and names as they are, Words in their own language.
template <typename... Parts>
[[nodiscard]] Words say(const char* form, const Parts&... parts) {
    return Words(std::string(form), std::vector<Words>{detail::part(parts)...});
}

}  // namespace vestibule::diagnostics
