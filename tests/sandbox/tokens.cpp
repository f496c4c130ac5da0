// tokens - random values, base64url, SHA-256 and RS256 on OpenSSL.
#include "tests/sandbox/tokens.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace vestibule::sandbox {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

std::string number_of(EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error("no such key part");
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
    BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
    BN_free(number);
    return base64url(bytes);
}

}  // namespace

Random::Random(std::uint64_t seed) : engine_(seed != 0 ? seed : std::random_device{}()) {}

int Random::below(int limit) {
    const std::lock_guard lock(mutex_);
    return std::uniform_int_distribution<int>(0, limit - 1)(engine_);
}

std::string Random::digits(int count) {
    std::string made;
    for (int i = 0; i < count; ++i) made += static_cast<char>('0' + below(10));
    return made;
}

std::string Random::token(int bytes) {
    std::string made;
    for (int i = 0; i < bytes; ++i) made += static_cast<char>(below(256));
    return base64url(made);
}

std::string Random::user_code() {
    constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ";
    std::string made;
    for (int i = 0; i < 8; ++i) {
        if (i == 4) made += '-';
        made += letters[static_cast<std::size_t>(below(static_cast<int>(letters.size())))];
    }
    return made;
}

std::string base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(byte);
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            text += alphabet[(held >> static_cast<unsigned>(bits)) & 63U];
        }
    }
    if (bits > 0) text += alphabet[(held << static_cast<unsigned>(6 - bits)) & 63U];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>((held >> static_cast<unsigned>(bits)) & 255U);
        }
    }
    return bytes;
}

std::string sha256(std::string_view bytes) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

SigningKey::SigningKey(std::string id) : id_(std::move(id)), key_(EVP_RSA_gen(2048)) {
    if (!key_) throw std::runtime_error("no RSA key");
}

nlohmann::json SigningKey::jwks() const {
    const nlohmann::json key{{"kty", "RSA"},
                             {"use", "sig"},
                             {"alg", "RS256"},
                             {"kid", id_},
                             {"n", number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N)},
                             {"e", number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E)}};
    return {{"keys", nlohmann::json::array({key})}};
}

std::string SigningKey::sign(const nlohmann::json& claims) const {
    const nlohmann::json header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", id_}};
    const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
    const Context context(EVP_MD_CTX_new());
    std::size_t length = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &length, bytes, text.size()) != 1)
        throw std::runtime_error("cannot sign");
    std::string signature(length, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, bytes,
                       text.size()) != 1)
        throw std::runtime_error("cannot sign");
    signature.resize(length);
    return text + "." + base64url(signature);
}

std::optional<nlohmann::json> SigningKey::open(const std::string& token) const {
    const auto second = token.rfind('.');
    const auto first = token.find('.');
    if (first == std::string::npos || second == first) return std::nullopt;
    const auto signature = from_base64url(std::string_view(token).substr(second + 1));
    const auto payload = from_base64url(std::string_view(token).substr(first + 1, second - first - 1));
    if (!signature || !payload) return std::nullopt;
    const Context context(EVP_MD_CTX_new());
    const bool ours = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                      EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature->data()),
                                       signature->size(), reinterpret_cast<const unsigned char*>(token.data()),
                                       second) == 1;
    if (!ours) return std::nullopt;
    auto claims = nlohmann::json::parse(*payload, nullptr, false);
    if (!claims.is_object()) return std::nullopt;
    return claims;
}

}  // namespace vestibule::sandbox
