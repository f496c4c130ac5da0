// token_claims - the checks of what an id_token says, apart from who signed it.
#pragma once

#include "kiosk/identity/id_token.hpp"
#include "kiosk/net/json.hpp"

namespace vestibule::identity {

[[nodiscard]] inline Error token_error(std::string_view check) {
    return {ErrorCode::TokenInvalid, std::string(check)};
}

/// The claims of a token whose signature is good.
Result<Identity> check_claims(const net::Json& claims, const TokenExpectation& expected);

}  // namespace vestibule::identity
