// tpm_key - OpenSSL's provider for TPMs in a library context of its own, and a key of the usual kind in front of it.
//
// In the context that TLS uses, the provider would take part in everything - digests, random numbers, the keys of each
// connection - or, loaded second, in nothing. In a context of its own it does one thing: it signs a digest.
// The method of a key's own signatures is OpenSSL's older interface; the newer one has none but a whole provider.
#define OPENSSL_API_COMPAT 0x10100000L
#include "kiosk/device/key/tpm_key.hpp"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>

namespace vestibule::device {

namespace {

using BioPtr = Held<BIO, BIO_free_all>;
using KeyContext = Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using EcPtr = Held<EC_KEY, EC_KEY_free>;
using SignaturePtr = Held<ECDSA_SIG, ECDSA_SIG_free>;

constexpr const char* kDevice = "/dev/tpmrm0";  // only a TPM 2.0 has it
constexpr const char* kElsewhere = "TPM2OPENSSL_TCTI";
constexpr const char* kOnlyTpm = "provider=tpm2";
constexpr const char* kFirstTpm = "?provider=tpm2";  // of PEM itself it knows nothing
constexpr std::string_view kBegin = "-----BEGIN TSS2 PRIVATE KEY-----", kEnd = "-----END TSS2 PRIVATE KEY-----\n";

/// One at a time: the provider has one connection to the TPM.
std::mutex& turn() {
    static std::mutex mutex;
    return mutex;
}

using Context = std::shared_ptr<OSSL_LIB_CTX>;

Context make_context() {
    Context context(OSSL_LIB_CTX_new(), OSSL_LIB_CTX_free);
    if (context != nullptr && OSSL_PROVIDER_load(context.get(), "tpm2") != nullptr &&
        OSSL_PROVIDER_load(context.get(), "default") != nullptr) {
        return context;
    }
    ERR_clear_error();
    return nullptr;
}

/// The context of the moment, under `turn`. Null when the provider is not installed or finds no TPM.
Context& tpm_context() {
    static Context context;
    if (context == nullptr) context = make_context();
    return context;
}

/// After a command that failed, the connection to the TPM takes no more; the next one who asks gets another.
void begin_anew() {
    ERR_clear_error();
    tpm_context().reset();
}

/// A key keeps the context that it was made in.
struct TpmKey {
    Context context;
    KeyPtr key;
};

void give_back(void*, void* key, CRYPTO_EX_DATA*, int, long, void*) {
    const std::unique_ptr<TpmKey> last(static_cast<TpmKey*>(key));
}

/// Where a key of the usual kind keeps the TPM's.
int place_of_key() {
    static const int place = EC_KEY_get_ex_new_index(0, nullptr, nullptr, nullptr, give_back);
    return place;
}

const EVP_MD* digest_of(int size_bytes) {
    switch (size_bytes) {
        case 32:
            return EVP_sha256();
        case 48:
            return EVP_sha384();
        case 64:
            return EVP_sha512();
        default:
            return nullptr;
    }
}

int sign(int, const unsigned char* digest, int digest_size, unsigned char* out, unsigned int* out_size, const BIGNUM*,
         const BIGNUM*, EC_KEY* key) {
    const auto* own = static_cast<const TpmKey*>(EC_KEY_get_ex_data(key, place_of_key()));
    const EVP_MD* kind = digest_of(digest_size);
    if (own == nullptr || kind == nullptr) return 0;
    const std::scoped_lock lock(turn());
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(own->context.get(), own->key.get(), kOnlyTpm));
    auto size = static_cast<std::size_t>(ECDSA_size(key));
    if (!context || EVP_PKEY_sign_init(context.get()) != 1 || EVP_PKEY_CTX_set_signature_md(context.get(), kind) != 1 ||
        EVP_PKEY_sign(context.get(), out, &size, digest, static_cast<std::size_t>(digest_size)) != 1) {
        begin_anew();
        return 0;
    }
    *out_size = static_cast<unsigned int>(size);
    return 1;
}

ECDSA_SIG* sign_apart(const unsigned char* digest, int digest_size, const BIGNUM* k, const BIGNUM* r, EC_KEY* key) {
    std::string bytes(static_cast<std::size_t>(ECDSA_size(key)), '\0');
    unsigned int size = 0;
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (sign(0, digest, digest_size, out, &size, k, r, key) != 1) return nullptr;
    const unsigned char* at = out;
    return d2i_ECDSA_SIG(nullptr, &at, size);
}

const EC_KEY_METHOD* method() {
    static const EC_KEY_METHOD* const made = [] {
        EC_KEY_METHOD* fresh = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
        EC_KEY_METHOD_set_sign(fresh, sign, nullptr, sign_apart);
        return fresh;
    }();
    return made;
}

/// The public half as a key of the usual kind.
EcPtr public_half(EVP_PKEY* tpm_key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(tpm_key, &der);
    if (size <= 0) return nullptr;
    const unsigned char* at = der;
    const KeyPtr plain(d2i_PUBKEY(nullptr, &at, size));
    OPENSSL_free(der);
    return EcPtr(plain ? EVP_PKEY_get1_EC_KEY(plain.get()) : nullptr);
}

Result<std::string> make_once(const char* curve) {
    const auto failed = [](const char* what) {
        begin_anew();
        return Error{ErrorCode::KeyUnusable, what};
    };
    if (tpm_context() == nullptr) return failed("the TPM cannot be reached");
    const KeyContext context(EVP_PKEY_CTX_new_from_name(tpm_context().get(), "EC", kOnlyTpm));
    EVP_PKEY* made = nullptr;
    if (!context || EVP_PKEY_keygen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_group_name(context.get(), curve) != 1 || EVP_PKEY_generate(context.get(), &made) != 1) {
        return failed("the TPM makes no such key");
    }
    const KeyPtr key(made);
    const BioPtr out(BIO_new(BIO_s_mem()));
    char* data = nullptr;
    if (PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return failed("the TPM's key cannot be written");
    }
    const long size = BIO_get_mem_data(out.get(), &data);
    std::string pem(data, static_cast<std::size_t>(size));
    if (tpm_block(pem).empty()) return failed("what was made is no key of the TPM");
    return pem;
}

KeyPtr open_once(std::string_view block) {
    if (tpm_context() == nullptr) return nullptr;
    const BioPtr in(BIO_new_mem_buf(block.data(), static_cast<int>(block.size())));
    auto own = std::make_unique<TpmKey>();
    own->context = tpm_context();
    own->key.reset(PEM_read_bio_PrivateKey_ex(in.get(), nullptr, nullptr, nullptr, own->context.get(), kFirstTpm));
    EcPtr front = own->key ? public_half(own->key.get()) : nullptr;
    KeyPtr key(EVP_PKEY_new());
    ERR_clear_error();
    if (!front || !key || EC_KEY_set_method(front.get(), method()) != 1 ||
        EC_KEY_set_ex_data(front.get(), place_of_key(), own.get()) != 1) {
        begin_anew();
        return nullptr;
    }
    (void)own.release();  // the front gives it back
    return EVP_PKEY_set1_EC_KEY(key.get(), front.get()) == 1 ? std::move(key) : nullptr;
}

}  // namespace

bool has_tpm() {
    const char* elsewhere = std::getenv(kElsewhere);
    std::error_code error;
    return (elsewhere != nullptr && *elsewhere != '\0') || std::filesystem::exists(kDevice, error);
}

std::string_view tpm_block(std::string_view pem) {
    const std::size_t begin = pem.find(kBegin);
    if (begin == std::string_view::npos) return {};
    const std::size_t end = pem.find(kEnd, begin);
    return end == std::string_view::npos ? std::string_view() : pem.substr(begin, end + kEnd.size() - begin);
}

// Twice, as a connection that broke since it was last used fails once.
Result<std::string> make_tpm_key(const char* curve) {
    const std::scoped_lock lock(turn());
    auto made = make_once(curve);
    return made ? made : make_once(curve);
}

KeyPtr open_tpm_key(std::string_view pem) {
    const std::string_view block = tpm_block(pem);
    if (block.empty()) return nullptr;
    const std::scoped_lock lock(turn());
    KeyPtr opened = open_once(block);
    return opened ? std::move(opened) : open_once(block);
}

}  // namespace vestibule::device
