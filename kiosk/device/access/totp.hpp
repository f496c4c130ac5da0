// totp - the time-based one-time passwords of RFC 6238, and the base32 of RFC 4648 in which their secrets are written.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::device {

inline constexpr std::chrono::seconds kTotpStep{30};
inline constexpr int kTotpDigits = 6;

/// Apps that make codes know all three; most of them use SHA-1, whatever the URI says.
enum class TotpDigest : std::uint8_t { Sha1, Sha256, Sha512 };

/// The number that is shown in a time step; `digits` of it count.
[[nodiscard]] std::uint32_t totp(std::span<const std::uint8_t> secret, std::uint64_t step, int digits = kTotpDigits,
                                 TotpDigest digest = TotpDigest::Sha1);

/// HMAC-SHA-256 of `text`, to make one secret out of another.
[[nodiscard]] privacy::WipedBytes derived(std::span<const std::uint8_t> secret, std::string_view text);

/// Without padding, as authenticator apps want it.
[[nodiscard]] privacy::WipedString base32(std::span<const std::uint8_t> bytes);
/// Lower case, blanks and padding are taken; anything else, and a rest of bits that are not zero, is nothing.
[[nodiscard]] std::optional<privacy::WipedBytes> from_base32(std::string_view text);

}  // namespace vestibule::device
