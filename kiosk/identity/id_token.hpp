// id_token - the checks of OpenID Connect Core 3.1.3.7, one after the other; the first that fails is named, never a
// value.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/identity/jwks.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::identity {

struct TokenHeader {
    std::string algorithm, kid;
};

/// What a token must say.
struct TokenExpectation {
    std::string_view issuer, audience, client_id, nonce;
    std::string_view ial2_claim, ial2_value;
    const std::vector<std::string>& algorithms;
    drivers::WallTime now;
};

/// Which key a token asks for. Errors: TokenInvalid with "size", "form", "header" or "alg".
Result<TokenHeader> read_token_header(std::string_view token, const std::vector<std::string>& algorithms);

/// Errors: TokenInvalid with the name of the check: those above, "kid", "signature", "claims", "iss", "aud", "azp",
/// "exp", "iat", "nbf", "nonce", "assurance", "names". The result has names and birth date; not yet the tokens
/// themselves.
Result<Identity> check_id_token(std::string_view token, const Jwks& keys, const TokenExpectation& expected);

}  // namespace vestibule::identity
