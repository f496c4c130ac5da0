// pinned - the pins of CAs' public keys.
#include "kiosk/net/pinned.hpp"

#include <fmt/format.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

namespace vestibule::net {

namespace {

constexpr std::size_t kIssuerLongest = 120;

struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

/// Whole pins only: a part of one, and nothing, are in no list.
bool stands_in(std::string_view pins, std::string_view pin) {
    while (!pins.empty()) {
        const std::size_t end = std::min(pins.find(' '), pins.size());
        if (!pin.empty() && pins.substr(0, end) == pin) return true;
        pins.remove_prefix(std::min(end + 1, pins.size()));
    }
    return false;
}

}  // namespace

std::string pin_of(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    std::array<unsigned char, 32> hash{};
    const bool hashed =
        size > 0 && EVP_Digest(der, static_cast<std::size_t>(size), hash.data(), nullptr, EVP_sha256(), nullptr) == 1;
    OPENSSL_free(der);
    std::string hex;
    if (!hashed) return hex;
    for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
    return hex;
}

int verify_pinned(X509_STORE_CTX* chain, std::string_view pins, bool store_too) {
    const std::unique_ptr<STACK_OF(X509), FreeStack> believed(sk_X509_new_null());
    STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(chain);
    for (int i = 0; i < sk_X509_num(sent); ++i) {
        X509* certificate = sk_X509_value(sent, i);
        if (X509_check_ca(certificate) != 0 && stands_in(pins, pin_of(certificate)))
            sk_X509_push(believed.get(), certificate);
    }
    // Objects of the store outlive the verification: it is the connection's.
    STACK_OF(X509_OBJECT)* known = X509_STORE_get0_objects(X509_STORE_CTX_get0_store(chain));
    for (int i = 0; store_too && i < sk_X509_OBJECT_num(known); ++i) {
        if (X509* one = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(known, i))) sk_X509_push(believed.get(), one);
    }
    X509_STORE_CTX_set0_trusted_stack(chain, believed.get());
    X509_STORE_CTX_set_flags(chain, X509_V_FLAG_PARTIAL_CHAIN);
    const int verdict = X509_verify_cert(chain);
    X509_STORE_CTX_set0_trusted_stack(chain, nullptr);
    return verdict;
}

std::string issuer_of(X509* certificate) {
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), BIO_free);
    if (certificate == nullptr) return {};
    X509_NAME_print_ex(text.get(), X509_get_issuer_name(certificate), 0, XN_FLAG_RFC2253);
    char* data = nullptr;
    const long size = BIO_get_mem_data(text.get(), &data);
    std::string name(data, size > 0 ? static_cast<std::size_t>(size) : 0);
    if (name.size() > kIssuerLongest) name.resize(kIssuerLongest);
    for (char& c : name) {
        if (c < 0x20 || c > 0x7E) c = '?';
    }
    return name;
}

}  // namespace vestibule::net
