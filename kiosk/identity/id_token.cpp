// id_token - takes the token apart and verifies its signature; token_claims judges what it says.
#include "kiosk/identity/id_token.hpp"

#include <algorithm>
#include <optional>

#include "kiosk/identity/base64url.hpp"
#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/token_claims.hpp"

namespace vestibule::identity {

namespace {

struct Parts {
    std::string_view header, payload, signature, signed_bytes;
};

std::optional<Parts> split(std::string_view token) {
    const std::size_t first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
                 token.substr(0, second)};
}

Result<net::Json> decode_object(std::string_view part, std::string_view check) {
    const auto bytes = from_base64url(part);
    if (!bytes) return token_error("form");
    auto json = net::parse_object({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, check);
    if (!json) return token_error(check);
    return json;
}

}  // namespace

Result<TokenHeader> read_token_header(std::string_view token, const std::vector<std::string>& algorithms) {
    if (token.size() > delays::kTokenLimitBytes) return token_error("size");
    const auto parts = split(token);
    if (!parts || parts->header.empty() || parts->payload.empty()) return token_error("form");
    const auto json = decode_object(parts->header, "header");
    if (!json) return json.error();
    // "crit" names extensions that must be understood; none is.
    if (net::member(*json, "crit") != nullptr) return token_error("header");
    const auto algorithm = net::text_of(*json, "alg");
    // Pinned by the profile: "none" and the symmetric ones, which would take a public key for a secret, are never in
    // it.
    const bool pinned = algorithm && (*algorithm == "RS256" || *algorithm == "ES256") &&
                        std::find(algorithms.begin(), algorithms.end(), *algorithm) != algorithms.end();
    if (!pinned) return token_error("alg");
    return TokenHeader{std::string(*algorithm), std::string(net::text_of(*json, "kid").value_or(""))};
}

Result<Identity> check_id_token(std::string_view token, const Jwks& keys, const TokenExpectation& expected) {
    auto header = read_token_header(token, expected.algorithms);
    if (!header) return std::move(header).error();
    if (!keys.has(header->kid, header->algorithm)) return token_error("kid");
    const Parts parts = *split(token);
    const auto signature = from_base64url(parts.signature);
    if (!signature) return token_error("form");
    if (!keys.verify(header->kid, header->algorithm, parts.signed_bytes, *signature)) return token_error("signature");
    const auto claims = decode_object(parts.payload, "claims");
    if (!claims) return claims.error();
    return check_claims(*claims, expected);
}

}  // namespace vestibule::identity
