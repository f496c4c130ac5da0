// base64url - RFC 4648 section 5 without padding.
#include "kiosk/identity/base64url.hpp"

namespace vestibule::identity {

namespace {
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
}

privacy::WipedString to_base64url(std::span<const std::uint8_t> bytes) {
    privacy::WipedString text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8U) | byte;
        for (count += 8; count >= 6; count -= 6) text += kAlphabet[(bits >> (count - 6)) & 63U];
    }
    if (count != 0) text += kAlphabet[(bits << (6 - count)) & 63U];
    return text;
}

std::optional<privacy::WipedBytes> from_base64url(std::string_view text) {
    if (text.size() % 4 == 1) return std::nullopt;
    privacy::WipedBytes bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const std::size_t value = kAlphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::uint8_t>(bits >> count));
        }
    }
    if ((bits & ((1U << count) - 1U)) != 0) return std::nullopt;
    return bytes;
}

}  // namespace vestibule::identity
