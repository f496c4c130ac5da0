// pem - certificates and keys as OpenSSL's objects, from text and back to it. For .cpp files: what they give to others
// is text again.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/device/key/private_key.hpp"
#include "kiosk/privacy/held.hpp"

namespace vestibule::device {

using BioPtr = Held<BIO, BIO_free_all>;
using CertificatePtr = Held<X509, X509_free>;
using StorePtr = Held<X509_STORE, X509_STORE_free>;
inline void free_stack(STACK_OF(X509) * stack) {
    sk_X509_free(stack);
}
using StackPtr = Held<STACK_OF(X509), free_stack>;

/// To be read from; the bytes stay where they are.
[[nodiscard]] BioPtr reading(std::string_view bytes);
[[nodiscard]] BioPtr writing();
/// What was written so far.
[[nodiscard]] std::string text_of(BIO* memory);

/// Null when the text holds none, or one with a password: nobody is asked at the terminal.
[[nodiscard]] KeyPtr key_of(std::string_view pem);
[[nodiscard]] CertificatePtr certificate_of(std::string_view pem);
/// All that follow one another; empty when the text holds none.
[[nodiscard]] std::vector<CertificatePtr> certificates_of(std::string_view pem);

}  // namespace vestibule::device
