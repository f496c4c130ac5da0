// base64url - RFC 4648 section 5 without padding, strictly: one text has one meaning.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::identity {

[[nodiscard]] privacy::WipedString to_base64url(std::span<const std::uint8_t> bytes);
/// Nothing when there is a character out of the alphabet, padding, an impossible length or bits beyond the last byte.
[[nodiscard]] std::optional<privacy::WipedBytes> from_base64url(std::string_view text);

}  // namespace vestibule::identity
