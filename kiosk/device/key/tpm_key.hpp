// tpm_key - a private key that the machine's TPM made and never gives away: what is kept of it only this TPM can use.
#pragma once

#include <openssl/evp.h>

#include <string>
#include <string_view>

#include "kiosk/privacy/held.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

using KeyPtr = Held<EVP_PKEY, EVP_PKEY_free>;

/// Whether this process may use a TPM 2.0: the kernel's resource manager, or whatever TPM2OPENSSL_TCTI names.
[[nodiscard]] bool has_tpm();

/// Makes a key in the TPM on the named curve ("P-256"). What is returned is a "TSS2 PRIVATE KEY" (PEM): the key,
/// encrypted by the TPM for itself. Errors: KeyUnusable.
Result<std::string> make_tpm_key(const char* curve);

/// The first "TSS2 PRIVATE KEY" of the text; empty when there is none.
[[nodiscard]] std::string_view tpm_block(std::string_view pem);

/// A key that OpenSSL signs with as with any other; every signature is made by the TPM. Null when the TPM is not there
/// or the key is not its own.
[[nodiscard]] KeyPtr open_tpm_key(std::string_view pem);

}  // namespace vestibule::device
