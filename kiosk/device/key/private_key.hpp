// private_key - a private key from text, wherever it lives, and a kiosk's pair shown to whoever asks for it in TLS.
#pragma once

#include <openssl/ssl.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "kiosk/device/key/tpm_key.hpp"

namespace vestibule::device {

/// The first private key of the text: one in the clear, or one of the TPM. Null when there is none, it has a password -
/// nobody is asked at the terminal - or the TPM does not know it.
[[nodiscard]] KeyPtr private_key_of(std::string_view pem);

/// Of the kiosk's user, with no disk behind it: where vestibule-key.service puts what was sealed.
inline constexpr const char* kKeyMemory = "/run/vestibule-key";
inline constexpr const char* kPair = "device.pem";  ///< key and certificates, in one file
// What settings name. The key is of older versions; the certificate alone is nobody's secret, and units ask for it.
inline constexpr const char* kOldKey = "device.key";
inline constexpr const char* kCertificate = "device.crt";

/// The files that settings name, as they are; where they name the device's own certificate and key: the pair, wherever
/// it is kept now.
struct KeyFiles {
    std::string certificate, key;
};
[[nodiscard]] KeyFiles key_files(const std::string& certificate, const std::string& key,
                                 const std::filesystem::path& memory = kKeyMemory);

/// Certificate (with those between) and key, from files as settings name them; looked for anew each time, as a
/// renewal may have come between. Errors: NotTrusted.
Result<void> show_in_tls(SSL_CTX* context, const std::string& certificate_file, const std::string& key_file);

}  // namespace vestibule::device
