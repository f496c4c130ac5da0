// pinned - believing a server by the CAs whose keys a facility named, and naming whoever issued a strange
// certificate.
#pragma once

#include <openssl/x509_vfy.h>

#include <string>
#include <string_view>

namespace vestibule::net {

/// SHA-256 of the certificate's public key as it stands in it (SPKI), 64 lower-case hexadecimal digits.
[[nodiscard]] std::string pin_of(X509* certificate);

/// Verifies the chain with nobody believed but the CAs with these pins (blanks between) among the certificates that the
/// server sent, and those of the store's file if that counts, too: every other check - dates, signatures, names,
/// purposes - is OpenSSL's own. 1 when it holds.
int verify_pinned(X509_STORE_CTX* chain, std::string_view pins, bool store_too);

/// The issuer in printable characters, at most 120 of them.
[[nodiscard]] std::string issuer_of(X509* certificate);

}  // namespace vestibule::net
