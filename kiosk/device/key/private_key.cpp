// private_key - OpenSSL reads; what it thinks of a text that holds no key is dropped, the caller says it better.
#include "kiosk/device/key/private_key.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <fstream>
#include <iterator>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileLongest = 256 * 1024;

int refuse_password(char*, int, int, void*) {
    return -1;
}

KeyPtr key_in(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text;
    for (char c = 0; text.size() < kFileLongest && in.get(c);) text += c;
    KeyPtr key = private_key_of(text);
    privacy::wipe(text.data(), text.size());
    return key;
}

}  // namespace

KeyPtr private_key_of(std::string_view pem) {
    if (!tpm_block(pem).empty()) return open_tpm_key(pem);
    const Held<BIO, BIO_free_all> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    KeyPtr key(PEM_read_bio_PrivateKey(in.get(), nullptr, refuse_password, nullptr));
    ERR_clear_error();
    return key;
}

KeyFiles key_files(const std::string& certificate, const std::string& key, const fs::path& memory) {
    const fs::path own = fs::path(key).parent_path();
    if (fs::path(key) != own / kOldKey || fs::path(certificate) != own / kCertificate) return {certificate, key};
    for (const fs::path& pair : {own / kPair, memory / kPair}) {
        std::error_code error;
        if (fs::exists(pair, error)) return {pair, pair};
    }
    return {certificate, key};
}

Result<void> show_in_tls(SSL_CTX* context, const std::string& certificate_file, const std::string& key_file) {
    const KeyFiles own = key_files(certificate_file, key_file);
    const KeyPtr key = key_in(own.key);
    if (!key || SSL_CTX_use_certificate_chain_file(context, own.certificate.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
        ERR_clear_error();
        return Error{ErrorCode::NotTrusted, "the kiosk's own certificate cannot be used: " + certificate_file};
    }
    return {};
}

}  // namespace vestibule::device
