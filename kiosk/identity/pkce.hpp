// pkce - random values of a sign-in: nonce, state and the verifier of RFC 7636 with its S256 challenge.
#pragma once

#include <string_view>

#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::identity {

/// 256 bits of the system's generator as 43 characters; never fails (without randomness the program stops).
[[nodiscard]] privacy::SecretText random_text();

/// RFC 7636, S256: base64url(SHA-256(verifier)).
[[nodiscard]] privacy::WipedString challenge_of(std::string_view verifier);

}  // namespace vestibule::identity
