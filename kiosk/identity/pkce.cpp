// pkce - random values of a sign-in.
#include "kiosk/identity/pkce.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>

#include "kiosk/identity/base64url.hpp"

namespace vestibule::identity {

privacy::SecretText random_text() {
    std::array<std::uint8_t, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        std::abort();  // a guessable nonce is worse than a restart
    privacy::SecretText text(to_base64url(bytes));
    privacy::wipe(bytes.data(), bytes.size());
    return text;
}

privacy::WipedString challenge_of(std::string_view verifier) {
    std::array<std::uint8_t, 32> digest{};
    unsigned size = 0;
    if (EVP_Digest(verifier.data(), verifier.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
    return to_base64url(digest);
}

}  // namespace vestibule::identity
