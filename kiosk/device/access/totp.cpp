// totp - OpenSSL makes the HMAC; the rest is RFC 4226's truncation.
#include "kiosk/device/access/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace vestibule::device {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int kBitsALetter = 5, kBitsAByte = 8;

const EVP_MD* method(TotpDigest digest) {
    switch (digest) {
        case TotpDigest::Sha256:
            return EVP_sha256();
        case TotpDigest::Sha512:
            return EVP_sha512();
        case TotpDigest::Sha1:
            break;
    }
    return EVP_sha1();
}

privacy::WipedBytes hmac(const EVP_MD* digest, std::span<const std::uint8_t> secret,
                         std::span<const std::uint8_t> text) {
    privacy::WipedBytes result(EVP_MAX_MD_SIZE);
    unsigned int length = 0;
    HMAC(digest, secret.data(), static_cast<int>(secret.size()), text.data(), text.size(), result.data(), &length);
    result.resize(length);
    return result;
}

int letter_value(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const std::size_t at = kLetters.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::uint32_t totp(std::span<const std::uint8_t> secret, std::uint64_t step, int digits, TotpDigest digest) {
    std::array<std::uint8_t, 8> counter{};
    for (std::size_t i = counter.size(); i-- > 0; step >>= 8U) counter[i] = static_cast<std::uint8_t>(step);
    const privacy::WipedBytes code = hmac(method(digest), secret, counter);
    const std::size_t at = code.back() & 0x0FU;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8U | code[at + i];
    number &= 0x7FFFFFFFU;
    std::uint32_t limit = 1;
    for (int d = 0; d < digits; ++d) limit *= 10;
    return number % limit;
}

privacy::WipedBytes derived(std::span<const std::uint8_t> secret, std::string_view text) {
    return hmac(EVP_sha256(), secret, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

privacy::WipedString base32(std::span<const std::uint8_t> bytes) {
    privacy::WipedString text;
    std::uint32_t waiting = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        waiting = (waiting << kBitsAByte | byte) & 0xFFFU;
        for (bits += kBitsAByte; bits >= kBitsALetter; bits -= kBitsALetter)
            text += kLetters[waiting >> static_cast<unsigned>(bits - kBitsALetter) & 31U];
    }
    if (bits > 0) text += kLetters[waiting << static_cast<unsigned>(kBitsALetter - bits) & 31U];
    return text;
}

std::optional<privacy::WipedBytes> from_base32(std::string_view text) {
    privacy::WipedBytes bytes;
    std::uint32_t waiting = 0;
    int bits = 0;
    bool padding = false;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '-') continue;
        padding = padding || c == '=';
        if (c == '=') continue;
        const int value = letter_value(c);
        if (value < 0 || padding) return std::nullopt;
        waiting = (waiting << kBitsALetter | static_cast<std::uint32_t>(value)) & 0xFFFU;
        bits += kBitsALetter;
        if (bits < kBitsAByte) continue;
        bits -= kBitsAByte;
        bytes.push_back(static_cast<std::uint8_t>(waiting >> static_cast<unsigned>(bits)));
    }
    const bool rest = bits >= kBitsALetter || (waiting & ((1U << static_cast<unsigned>(bits)) - 1U)) != 0;
    if (rest) return std::nullopt;
    return bytes;
}

}  // namespace vestibule::device
