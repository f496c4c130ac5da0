// json - JSON whose every block of memory is wiped when it is released; strict about what servers may answer.
// What remains: a text of up to 15 characters lives inside its string object, so such a local on the stack is not wiped
// by itself, nor is the parser's own token buffer when it is that short. The process's end takes these.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::net {

using Json = nlohmann::basic_json<std::map, std::vector, privacy::WipedString, bool, std::int64_t, std::uint64_t,
                                  double, privacy::WipingAllocator>;

/// One JSON object, UTF-8, no member named twice, nothing after it. Errors: Nonsense, with `where` and never a value.
Result<Json> parse_object(std::string_view text, std::string_view where);
Result<Json> parse_object(const privacy::SecretBytes& body, std::string_view where);

[[nodiscard]] privacy::SecretBytes write(const Json& json);
[[nodiscard]] inline Json text(std::string_view characters) {
    return Json(privacy::WipedString(characters));
}
[[nodiscard]] inline Json text(const privacy::SecretText& secret) {
    return text(privacy::view(secret));
}

/// A member by name and type; nothing when it is absent or of another type. A view lives as long as `object`.
[[nodiscard]] const Json* member(const Json& object, std::string_view key);
[[nodiscard]] std::optional<std::string_view> text_of(const Json& object, std::string_view key);
[[nodiscard]] std::optional<std::int64_t> integer_of(const Json& object, std::string_view key);
[[nodiscard]] std::optional<double> number_of(const Json& object, std::string_view key);

}  // namespace vestibule::net
