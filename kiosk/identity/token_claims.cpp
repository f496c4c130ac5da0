// token_claims - the checks of what an id_token says.
#include "kiosk/identity/token_claims.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <optional>

#include "kiosk/identity/delays.hpp"

namespace vestibule::identity {

namespace {

constexpr std::size_t kLongestName = 256;

bool audience_fits(const net::Json& claims, const TokenExpectation& expected, std::size_t& count) {
    if (const auto one = net::text_of(claims, "aud")) {
        count = 1;
        return *one == expected.audience;
    }
    const net::Json* all = net::member(claims, "aud");
    if (all == nullptr || !all->is_array()) return false;
    count = all->size();
    const auto is_text = [](const net::Json& one) { return one.is_string(); };
    const auto is_ours = [&](const net::Json& one) {
        return std::string_view(one.get_ref<const privacy::WipedString&>()) == expected.audience;
    };
    return std::all_of(all->begin(), all->end(), is_text) && std::any_of(all->begin(), all->end(), is_ours);
}

/// With several audiences the token must say to whom it was issued; whenever it says so, it must be us.
bool party_fits(const net::Json& claims, const TokenExpectation& expected, std::size_t audiences) {
    const net::Json* party = net::member(claims, "azp");
    if (party == nullptr) return audiences == 1;
    return net::text_of(claims, "azp") == expected.client_id;
}

std::optional<std::string_view> failed_time(const net::Json& claims, drivers::WallTime wall) {
    const std::int64_t now = wall.time_since_epoch().count();
    const std::int64_t skew = delays::kTokenSkew.count();
    const auto expires = net::integer_of(claims, "exp");
    if (!expires || *expires + skew <= now) return "exp";
    const auto issued = net::integer_of(claims, "iat");
    if (!issued || *issued - skew > now) return "iat";
    if (net::member(claims, "nbf") != nullptr) {
        const auto begins = net::integer_of(claims, "nbf");
        if (!begins || *begins - skew > now) return "nbf";
    }
    return std::nullopt;
}

bool same_secret(std::optional<std::string_view> said, std::string_view expected) {
    return said && !expected.empty() && said->size() == expected.size() &&
           CRYPTO_memcmp(said->data(), expected.data(), expected.size()) == 0;
}

/// The standard name, or the older one that ID.me uses.
privacy::SecretText name_claim(const net::Json& claims, std::string_view standard, std::string_view older) {
    auto name = net::text_of(claims, standard);
    if (!name || name->empty()) name = net::text_of(claims, older);
    if (!name || name->size() > kLongestName) return {};
    const bool shown =
        std::all_of(name->begin(), name->end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
    return shown ? privacy::secret(*name) : privacy::SecretText{};
}

/// CCYY-MM-DD, or empty: a provider need not tell it.
privacy::SecretText date_claim(const net::Json& claims, std::string_view name) {
    const auto date = net::text_of(claims, name);
    if (!date || date->size() != 10) return {};
    for (std::size_t i = 0; i < date->size(); ++i) {
        const char c = (*date)[i];
        if (i == 4 || i == 7 ? c != '-' : (c < '0' || c > '9')) return {};
    }
    return privacy::secret(*date);
}

}  // namespace

Result<Identity> check_claims(const net::Json& claims, const TokenExpectation& expected) {
    std::size_t audiences = 0;
    if (net::text_of(claims, "iss") != expected.issuer) return token_error("iss");
    if (!audience_fits(claims, expected, audiences)) return token_error("aud");
    if (!party_fits(claims, expected, audiences)) return token_error("azp");
    if (const auto failed = failed_time(claims, expected.now)) return token_error(*failed);
    if (!same_secret(net::text_of(claims, "nonce"), expected.nonce)) return token_error("nonce");
    if (net::text_of(claims, expected.ial2_claim) != expected.ial2_value) return token_error("assurance");
    Identity identity;
    identity.given_name = name_claim(claims, "given_name", "fname");
    identity.family_name = name_claim(claims, "family_name", "lname");
    identity.birth_date = date_claim(claims, "birthdate");
    if (privacy::view(identity.given_name).empty() || privacy::view(identity.family_name).empty())
        return token_error("names");
    return identity;
}

}  // namespace vestibule::identity
