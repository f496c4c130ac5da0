// keys - the border to OpenSSL's keys.
#include "kiosk/device/journal/keys.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <fstream>
#include <iterator>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/privacy/held.hpp"
#include "kiosk/privacy/wipe.hpp"

namespace vestibule::journal {

namespace {

using Bio = Held<BIO, BIO_free>;

int id_of(KeyKind kind) {
    return kind == KeyKind::Ed25519 ? EVP_PKEY_ED25519 : EVP_PKEY_X25519;
}

Error unusable(std::string where) {
    return {ErrorCode::KeyUnusable, std::move(where)};
}

Result<privacy::WipedString> read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{ErrorCode::FileUnreadable, file.string()};
    return privacy::WipedString(std::istreambuf_iterator<char>(stream), {});
}

Result<void> write_pem(BIO* bio, bool written, const std::filesystem::path& file) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    if (!written || size <= 0) return unusable(file.string());
    auto done = device::write_private_file(file, {text, static_cast<std::size_t>(size)});
    privacy::wipe(text, static_cast<std::size_t>(size));
    return done;
}

}  // namespace

void Key::End::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

Result<Key> Key::make(KeyKind kind) {
    EVP_PKEY* made = EVP_PKEY_Q_keygen(nullptr, nullptr, kind == KeyKind::Ed25519 ? "ED25519" : "X25519");
    if (made == nullptr) return unusable("it cannot be made");
    return Key(made);
}

Result<Key> Key::read_private(const std::filesystem::path& file, KeyKind kind) {
    auto text = read_whole(file);
    if (!text) return std::move(text).error();
    const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
    Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    if (!key.key_ || EVP_PKEY_id(key.handle()) != id_of(kind)) return unusable(file.string());
    return key;
}

Result<Key> Key::read_public(const std::filesystem::path& file, KeyKind kind) {
    auto text = read_whole(file);
    if (!text) return std::move(text).error();
    const Bio bio(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
    Key key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
    if (!key.key_ || EVP_PKEY_id(key.handle()) != id_of(kind)) return unusable(file.string());
    return key;
}

Result<Key> Key::from_raw_private(std::span<const std::uint8_t> bytes, KeyKind kind) {
    Key key(EVP_PKEY_new_raw_private_key(id_of(kind), nullptr, bytes.data(), bytes.size()));
    if (!key.key_) return unusable("not a private key");
    return key;
}

Result<Key> Key::from_raw_public(std::span<const std::uint8_t> bytes, KeyKind kind) {
    Key key(EVP_PKEY_new_raw_public_key(id_of(kind), nullptr, bytes.data(), bytes.size()));
    if (!key.key_) return unusable("not a public key");
    return key;
}

Result<void> Key::write_private(const std::filesystem::path& file) const {
    const Bio bio(BIO_new(BIO_s_mem()));
    const bool written = PEM_write_bio_PrivateKey(bio.get(), handle(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    return write_pem(bio.get(), written, file);
}

Result<void> Key::write_public(const std::filesystem::path& file) const {
    const Bio bio(BIO_new(BIO_s_mem()));
    const bool written = PEM_write_bio_PUBKEY(bio.get(), handle()) == 1;
    return write_pem(bio.get(), written, file);
}

PublicKey Key::public_key() const {
    PublicKey raw{};
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(handle(), raw.data(), &size) != 1 || size != raw.size()) raw = {};
    return raw;
}

Result<Signature> Key::sign(std::string_view text) const {
    Signature signature{};
    std::size_t size = signature.size();
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool good = context != nullptr && EVP_DigestSignInit(context, nullptr, nullptr, nullptr, handle()) == 1 &&
                      EVP_DigestSign(context, signature.data(), &size,
                                     reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    EVP_MD_CTX_free(context);
    if (!good || size != signature.size()) return unusable("it does not sign");
    return signature;
}

bool signature_holds(const PublicKey& key, std::string_view text, const Signature& signature) {
    const auto from = Key::from_raw_public(key, KeyKind::Ed25519);
    if (!from) return false;
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    const bool good = context != nullptr &&
                      EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, from->handle()) == 1 &&
                      EVP_DigestVerify(context, signature.data(), signature.size(),
                                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

}  // namespace vestibule::journal
