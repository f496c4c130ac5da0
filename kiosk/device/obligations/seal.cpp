// seal - RFC 9180 step by step: the shared secret, the key schedule, one message.
#include "kiosk/device/obligations/seal.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace vestibule::device {

namespace {

using journal::Key;
using journal::KeyKind;
using privacy::WipedBytes;

constexpr std::size_t kKeyBytes = 32, kNonceBytes = 12, kTagBytes = 16;

struct ContextEnd {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

void add(WipedBytes& to, View bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

/// HKDF-SHA256, one half of it; an empty result is a failure.
WipedBytes hkdf(int mode, View key, View salt, View info, std::size_t size) {
    const std::unique_ptr<EVP_KDF, ContextEnd> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, ContextEnd> context(EVP_KDF_CTX_new(kdf.get()));
    char digest[] = "SHA256";
    std::vector<OSSL_PARAM> parameters{
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<std::uint8_t*>(key.data()), key.size())};
    if (!salt.empty()) {
        parameters.push_back(OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT,
                                                               const_cast<std::uint8_t*>(salt.data()), salt.size()));
    }
    if (!info.empty()) {
        parameters.push_back(OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO,
                                                               const_cast<std::uint8_t*>(info.data()), info.size()));
    }
    parameters.push_back(OSSL_PARAM_construct_end());
    WipedBytes out(size);
    if (!context || EVP_KDF_derive(context.get(), out.data(), size, parameters.data()) != 1) out.clear();
    return out;
}

/// LabeledExtract and LabeledExpand of RFC 9180, 4.
class Labels {
public:
    explicit Labels(WipedBytes suite) : suite_(std::move(suite)) {}

    [[nodiscard]] WipedBytes extract(View salt, std::string_view label, View secret) const {
        WipedBytes all = prefix({});
        add(all, bytes_of(label));
        add(all, secret);
        return hkdf(EVP_KDF_HKDF_MODE_EXTRACT_ONLY, all, salt, {}, kKeyBytes);
    }
    [[nodiscard]] WipedBytes expand(View key, std::string_view label, View info, std::size_t size) const {
        const std::array<std::uint8_t, 2> length{static_cast<std::uint8_t>(size >> 8U),
                                                 static_cast<std::uint8_t>(size)};
        WipedBytes all = prefix(length);
        add(all, bytes_of(label));
        add(all, info);
        return hkdf(EVP_KDF_HKDF_MODE_EXPAND_ONLY, key, {}, all, size);
    }

private:
    [[nodiscard]] WipedBytes prefix(View before) const {
        WipedBytes all(before.begin(), before.end());
        add(all, bytes_of("HPKE-v1"));
        add(all, suite_);
        return all;
    }
    WipedBytes suite_;
};

WipedBytes shared_secret(const Key& own, const Key& peer, View ephemeral, View recipient) {
    const std::unique_ptr<EVP_PKEY_CTX, ContextEnd> context(EVP_PKEY_CTX_new(own.handle(), nullptr));
    WipedBytes agreed(kKeyBytes);
    std::size_t size = agreed.size();
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), peer.handle()) != 1 ||
        EVP_PKEY_derive(context.get(), agreed.data(), &size) != 1) {
        return {};
    }
    const Labels labels(WipedBytes{'K', 'E', 'M', 0x00, 0x20});
    WipedBytes both(ephemeral.begin(), ephemeral.end());
    add(both, recipient);
    return labels.expand(labels.extract({}, "eae_prk", agreed), "shared_secret", both, kKeyBytes);
}

struct Schedule {
    WipedBytes key, nonce;
};

Schedule schedule(const WipedBytes& secret, View info, Cipher cipher) {
    const Labels labels(
        WipedBytes{'H', 'P', 'K', 'E', 0x00, 0x20, 0x00, 0x01, 0x00, static_cast<std::uint8_t>(cipher)});
    WipedBytes context{0x00};  // base mode
    add(context, labels.extract({}, "psk_id_hash", {}));
    add(context, labels.extract({}, "info_hash", info));
    const WipedBytes key = labels.extract(secret, "secret", {});
    return {labels.expand(key, "key", context, cipher == Cipher::Aes128Gcm ? 16 : 32),
            labels.expand(key, "base_nonce", context, kNonceBytes)};
}

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, ContextEnd>;

const EVP_CIPHER* gcm(Cipher cipher) {
    return cipher == Cipher::Aes128Gcm ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

}  // namespace

Result<Bytes> seal(const Key& to, View info, View context, View text, Cipher cipher) {
    const Error failed{ErrorCode::KeyUnusable, "it does not seal"};
    const auto ephemeral = Key::make(KeyKind::X25519);
    if (!ephemeral) return failed;
    const auto enc = ephemeral->public_key(), recipient = to.public_key();
    const WipedBytes secret = shared_secret(*ephemeral, to, enc, recipient);
    if (secret.empty()) return failed;
    const Schedule made = schedule(secret, info, cipher);
    Bytes out(enc.begin(), enc.end());
    out.resize(enc.size() + text.size() + kTagBytes);
    std::uint8_t* at = out.data() + enc.size();
    const CipherContext work(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool good =
        work && EVP_EncryptInit_ex(work.get(), gcm(cipher), nullptr, made.key.data(), made.nonce.data()) == 1 &&
        EVP_EncryptUpdate(work.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) == 1 &&
        EVP_EncryptUpdate(work.get(), at, &size, text.data(), static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(work.get(), at + size, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(work.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, at + text.size()) == 1;
    if (!good) return failed;
    return out;
}

Result<privacy::SecretBytes> unseal(const Key& key, View info, View context, View sealed, Cipher cipher) {
    const Error failed{ErrorCode::NotSealed, std::to_string(sealed.size()) + " bytes"};
    if (sealed.size() < kKeyBytes + kTagBytes) return failed;
    const View enc = sealed.first(kKeyBytes), tag = sealed.last(kTagBytes);
    const View body = sealed.subspan(kKeyBytes, sealed.size() - kKeyBytes - kTagBytes);
    const auto ephemeral = Key::from_raw_public(enc, KeyKind::X25519);
    if (!ephemeral) return failed;
    const WipedBytes secret = shared_secret(key, *ephemeral, enc, key.public_key());
    if (secret.empty()) return failed;
    const Schedule made = schedule(secret, info, cipher);
    privacy::SecretBytes out(WipedBytes(body.size()));
    const CipherContext work(EVP_CIPHER_CTX_new());
    int size = 0;
    const bool good =
        work && EVP_DecryptInit_ex(work.get(), gcm(cipher), nullptr, made.key.data(), made.nonce.data()) == 1 &&
        EVP_DecryptUpdate(work.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) == 1 &&
        EVP_DecryptUpdate(work.get(), out.reveal().data(), &size, body.data(), static_cast<int>(body.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(work.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, const_cast<std::uint8_t*>(tag.data())) == 1 &&
        EVP_DecryptFinal_ex(work.get(), out.reveal().data() + size, &size) == 1;
    if (!good) return failed;
    return out;
}

}  // namespace vestibule::device
