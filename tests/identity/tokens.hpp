// tokens - keys made for this run, and tokens signed with them, right or wrong in whatever way a test wants.
#pragma once

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/identity/base64url.hpp"

namespace vestibule::identity::testing {

using PlainJson = nlohmann::json;

inline std::string encoded(std::string_view text) {
    const auto made = to_base64url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    return {made.begin(), made.end()};
}

class SigningKey {
public:
    static SigningKey rsa(std::string kid, unsigned bits = 2048) {
        return {std::move(kid), "RS256", EVP_RSA_gen(bits)};
    }
    static SigningKey p256(std::string kid) { return {std::move(kid), "ES256", EVP_EC_gen("prime256v1")}; }

    [[nodiscard]] PlainJson jwk() const {
        if (algorithm_ == "RS256") {
            return {{"kty", "RSA"}, {"kid", kid_},      {"alg", "RS256"},
                    {"use", "sig"}, {"n", number("n")}, {"e", number("e")}};
        }
        return {{"kty", "EC"},  {"crv", "P-256"},        {"kid", kid_},
                {"use", "sig"}, {"x", number("qx", 32)}, {"y", number("qy", 32)}};
    }
    [[nodiscard]] std::string jwks() const { return PlainJson{{"keys", {jwk()}}}.dump(); }

    [[nodiscard]] std::string sign(const std::string& bytes) const {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        std::size_t size = 0;
        EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
        const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
        EVP_DigestSign(context, nullptr, &size, data, bytes.size());
        std::string signature(size, '\0');
        EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, data, bytes.size());
        EVP_MD_CTX_free(context);
        signature.resize(size);
        return algorithm_ == "ES256" ? side_by_side(signature) : signature;
    }
    [[nodiscard]] PlainJson header() const { return {{"alg", algorithm_}, {"kid", kid_}, {"typ", "JWT"}}; }
    [[nodiscard]] std::string token(const std::string& header, const std::string& claims) const {
        const std::string bytes = encoded(header) + "." + encoded(claims);
        return bytes + "." + encoded(sign(bytes));
    }
    [[nodiscard]] std::string token(const PlainJson& claims) const { return token(header().dump(), claims.dump()); }
    /// The attack on careless verifiers: an HMAC whose secret is the public key.
    [[nodiscard]] std::string confused_token(const PlainJson& claims) const {
        PlainJson head = header();
        head["alg"] = "HS256";
        const std::string bytes = encoded(head.dump()) + "." + encoded(claims.dump());
        BIO* bio = BIO_new(BIO_s_mem());
        PEM_write_bio_PUBKEY(bio, key_.get());
        char* pem = nullptr;
        const long size = BIO_get_mem_data(bio, &pem);
        unsigned char mac[EVP_MAX_MD_SIZE];
        unsigned mac_size = 0;
        HMAC(EVP_sha256(), pem, static_cast<int>(size), reinterpret_cast<const unsigned char*>(bytes.data()),
             bytes.size(), mac, &mac_size);
        BIO_free(bio);
        return bytes + "." + encoded({reinterpret_cast<const char*>(mac), mac_size});
    }

private:
    SigningKey(std::string kid, std::string algorithm, EVP_PKEY* key)
        : kid_(std::move(kid)), algorithm_(std::move(algorithm)), key_(key, EVP_PKEY_free) {}
    [[nodiscard]] std::string number(const char* name, int size = 0) const {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(key_.get(), name, &value);
        std::string bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size), '\0');
        BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
        BN_free(value);
        return encoded(bytes);
    }
    static std::string side_by_side(const std::string& der) {
        const auto* at = reinterpret_cast<const unsigned char*>(der.data());
        ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
        std::string raw(64, '\0');
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), reinterpret_cast<unsigned char*>(raw.data()), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
        ECDSA_SIG_free(signature);
        return raw;
    }

    std::string kid_, algorithm_;
    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace vestibule::identity::testing
