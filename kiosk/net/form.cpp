// form - percent-encodes by hand, so that no library keeps a copy of the values.
#include "kiosk/net/form.hpp"

namespace vestibule::net {

Form& Form::add(std::string_view key, std::string_view value) {
    if (!bytes_.empty()) bytes_.push_back('&');
    encode(key);
    bytes_.push_back('=');
    encode(value);
    return *this;
}

void Form::encode(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    static constexpr std::string_view kPlain = "-._~";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || kPlain.find(c) != kPlain.npos;
        if (plain) {
            bytes_.push_back(byte);
        } else {
            bytes_.push_back('%');
            bytes_.push_back(static_cast<unsigned char>(kHex[byte >> 4U]));
            bytes_.push_back(static_cast<unsigned char>(kHex[byte & 15U]));
        }
    }
}

}  // namespace vestibule::net
