// seal - hybrid encryption to one public key (HPKE, RFC 9180, base mode, X25519 with HKDF-SHA256): whoever seals
// cannot open.
#pragma once

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::device {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

/// The number of the cipher in RFC 9180. What is kept here uses the second; the first is for the RFC's own examples.
enum class Cipher : std::uint8_t { Aes128Gcm = 1, Aes256Gcm = 2 };

/// The ephemeral public key, and the text with its tag behind it. Errors: KeyUnusable.
Result<Bytes> seal(const journal::Key& to, View info, View context, View text, Cipher cipher = Cipher::Aes256Gcm);
/// Errors: NotSealed when it was sealed for another key, for another context, or was altered.
Result<privacy::SecretBytes> unseal(const journal::Key& key, View info, View context, View sealed,
                                    Cipher cipher = Cipher::Aes256Gcm);

[[nodiscard]] inline View bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace vestibule::device
