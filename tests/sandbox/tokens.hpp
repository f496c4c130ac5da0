// tokens - random values, digests and the signed tokens of one run's providers.
#pragma once

#include <cstdint>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "tests/sandbox/certificates.hpp"

namespace vestibule::sandbox {

/// Everything random in a run; the same seed gives the same codes in the same order.
class Random {
public:
    explicit Random(std::uint64_t seed);
    std::string digits(int count);
    std::string token(int bytes = 24);  ///< base64url
    std::string user_code();            ///< XXXX-XXXX, no vowels, nothing that looks like another
    int below(int limit);

private:
    std::mutex mutex_;
    std::mt19937_64 engine_;
};

std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
std::string sha256(std::string_view bytes);

/// An RSA key of a provider: signs RS256, publishes itself as a JWKS.
class SigningKey {
public:
    explicit SigningKey(std::string id);
    [[nodiscard]] nlohmann::json jwks() const;
    [[nodiscard]] std::string sign(const nlohmann::json& claims) const;
    /// The claims, if the signature is ours.
    [[nodiscard]] std::optional<nlohmann::json> open(const std::string& token) const;

private:
    std::string id_;
    Key key_;
};

}  // namespace vestibule::sandbox
