// jwks - a provider's public keys, with OpenSSL.
#include "kiosk/identity/jwks.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>

#include "kiosk/identity/base64url.hpp"
#include "kiosk/privacy/held.hpp"

namespace vestibule::identity {

namespace {

constexpr std::size_t kMostKeys = 64;
constexpr int kSmallestRsaBits = 2048;
constexpr int kLargestRsaBits = 8192;  // a larger one only costs time
constexpr std::size_t kP256Bytes = 32;

using KeyPtr = std::shared_ptr<EVP_PKEY>;
using ContextPtr = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using BuilderPtr = Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsPtr = Held<OSSL_PARAM, OSSL_PARAM_free>;
using NumberPtr = Held<BIGNUM, BN_free>;
using DigestPtr = Held<EVP_MD_CTX, EVP_MD_CTX_free>;
using SignaturePtr = Held<ECDSA_SIG, ECDSA_SIG_free>;

std::optional<privacy::WipedBytes> bytes_of(const net::Json& json, std::string_view name) {
    const auto text = net::text_of(json, name);
    return text ? from_base64url(*text) : std::nullopt;
}

NumberPtr number(const privacy::WipedBytes& bytes) {
    return NumberPtr(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

KeyPtr make_key(const char* type, OSSL_PARAM_BLD* builder) {
    const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder));
    const ContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return nullptr;
    }
    KeyPtr made(key, EVP_PKEY_free);
    const ContextPtr check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    return check && EVP_PKEY_public_check(check.get()) == 1 ? made : nullptr;
}

KeyPtr rsa_key(const net::Json& json) {
    const auto n = bytes_of(json, "n");
    const auto e = bytes_of(json, "e");
    if (!n || !e || n->size() * 8 > kLargestRsaBits + 8 || e->size() > 8) return nullptr;
    const NumberPtr modulus = number(*n);
    const NumberPtr exponent = number(*e);
    const BuilderPtr builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || BN_num_bits(modulus.get()) < kSmallestRsaBits) return nullptr;
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    return make_key("RSA", builder.get());
}

KeyPtr p256_key(const net::Json& json) {
    const auto x = bytes_of(json, "x");
    const auto y = bytes_of(json, "y");
    if (net::text_of(json, "crv") != "P-256" || !x || !y || x->size() != kP256Bytes || y->size() != kP256Bytes)
        return nullptr;
    std::vector<std::uint8_t> point{4};  // uncompressed
    point.insert(point.end(), x->begin(), x->end());
    point.insert(point.end(), y->begin(), y->end());
    const BuilderPtr builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return make_key("EC", builder.get());
}

/// A JWS carries r and s side by side; OpenSSL wants them in DER.
std::vector<std::uint8_t> der_signature(const privacy::WipedBytes& raw) {
    if (raw.size() != 2 * kP256Bytes) return {};
    const SignaturePtr signature(ECDSA_SIG_new());
    NumberPtr r(BN_bin2bn(raw.data(), kP256Bytes, nullptr));
    NumberPtr s(BN_bin2bn(raw.data() + kP256Bytes, kP256Bytes, nullptr));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
    (void)r.release();  // the signature owns them now
    (void)s.release();
    std::vector<std::uint8_t> der(static_cast<std::size_t>(std::max(0, i2d_ECDSA_SIG(signature.get(), nullptr))));
    unsigned char* end = der.data();
    if (!der.empty()) i2d_ECDSA_SIG(signature.get(), &end);
    return der;
}

}  // namespace

Result<Jwks> Jwks::read(const privacy::SecretBytes& body, const std::vector<std::string>& algorithms,
                        std::string_view where) {
    auto json = net::parse_object(body, where);
    if (!json) return std::move(json).error();
    const net::Json* keys = net::member(*json, "keys");
    Jwks jwks;
    if (keys != nullptr && keys->is_array() && keys->size() <= kMostKeys) {
        for (const net::Json& key : *keys) jwks.add(key, algorithms);
    }
    if (jwks.keys_.empty()) return Error{ErrorCode::Nonsense, std::string(where) + ": no key that can be used"};
    return jwks;
}

void Jwks::add(const net::Json& json, const std::vector<std::string>& algorithms) {
    const auto type = net::text_of(json, "kty");
    const std::string algorithm = type == "RSA" ? "RS256" : type == "EC" ? "ES256" : "";
    const bool wanted = std::find(algorithms.begin(), algorithms.end(), algorithm) != algorithms.end();
    if (!wanted || net::text_of(json, "use").value_or("sig") != "sig" ||
        net::text_of(json, "alg").value_or(algorithm) != algorithm) {
        return;
    }
    KeyPtr key = type == "RSA" ? rsa_key(json) : p256_key(json);
    if (key) keys_.push_back({std::string(net::text_of(json, "kid").value_or("")), algorithm, std::move(key)});
}

const Jwks::Key* Jwks::find(std::string_view kid, std::string_view algorithm) const {
    const Key* only = nullptr;
    for (const Key& key : keys_) {
        if (key.algorithm != algorithm) continue;
        if (!kid.empty() && key.kid == kid) return &key;
        if (kid.empty() && only != nullptr) return nullptr;
        if (kid.empty()) only = &key;
    }
    return only;
}

bool Jwks::verify(std::string_view kid, std::string_view algorithm, std::string_view bytes,
                  const privacy::WipedBytes& signature) const {
    const Key* key = find(kid, algorithm);
    const DigestPtr context(EVP_MD_CTX_new());
    if (key == nullptr || !context) return false;
    const std::vector<std::uint8_t> proof =
        algorithm == "ES256" ? der_signature(signature) : std::vector<std::uint8_t>(signature.begin(), signature.end());
    if (proof.empty() || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key->key.get()) != 1)
        return false;
    return EVP_DigestVerify(context.get(), proof.data(), proof.size(),
                            reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1;
}

}  // namespace vestibule::identity
