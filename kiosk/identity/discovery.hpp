// discovery - a provider's discovery document (OpenID Connect Discovery 1.0), checked against the profile.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/identity/jwks.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/net/client.hpp"

namespace vestibule::identity {

struct Endpoints {
    std::string token_url, jwks_url;
    std::string device_url, device_token_url;  ///< empty: no phone hand-off
    std::string revocation_url;                ///< RFC 7009; empty: the provider takes no token back
};

/// The issuer is exactly the profile's, and every endpoint is https. Errors: Nonsense, Refused, ServerTrouble.
Result<Endpoints> read_discovery(const net::Response& answer, const Profile& profile);
Result<Jwks> read_keys(const net::Response& answer, const Profile& profile, std::string_view url);

[[nodiscard]] net::Request get_request(std::string_view url);

}  // namespace vestibule::identity
