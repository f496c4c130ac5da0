// scan_forms - a text as programs keep and send it: encodings, escapes, and base64 at each of its three offsets.
#include <cstdio>
#include <string_view>

#include "kiosk/privacy/os/scan.hpp"

namespace vestibule::privacy {

namespace {

std::u32string points_of(const std::string& utf8) {
    std::u32string points;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        const int more = byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        char32_t point = more == 0 ? byte : byte & (0x3F >> more);
        for (int m = 1; m <= more; ++m) point = (point << 6) | (static_cast<unsigned char>(utf8[i + m]) & 0x3F);
        points.push_back(point);
        i += static_cast<std::size_t>(more) + 1;
    }
    return points;
}

/// Code units of `width` bytes, little-endian; the patients' texts need no surrogates.
std::string wide(const std::u32string& points, int width) {
    std::string bytes;
    for (const char32_t point : points) {
        for (int b = 0; b < width; ++b) bytes += static_cast<char>(point >> (8 * b));
    }
    return bytes;
}

std::string json_escaped(const std::u32string& points) {
    std::string text;
    for (const char32_t point : points) {
        char escape[16];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(point));
        if (point < 0x80) text += static_cast<char>(point);
        else text += escape;
    }
    return text;
}

std::string url_escaped(const std::string& text, bool plus) {
    std::string made;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        char escape[8];
        std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned char>(c));
        if (plain) made += c;
        else if (plus && c == ' ') made += '+';
        else made += escape;
    }
    return made;
}

/// The digits that do not depend on what stands before or after the text.
std::string base64(const std::string& text, std::size_t before, bool url) {
    constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::string_view kUrl = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const std::string_view digits = url ? kUrl : kPlain;
    const std::string padded = std::string(before, '\0') + text;
    std::string made;
    for (std::size_t i = 0; i + 2 < padded.size(); i += 3) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(padded[at])); };
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        for (int shift = 18; shift >= 0; shift -= 6) made += digits[(three >> shift) & 63];
    }
    return made.size() < 8 ? std::string() : made.substr(before == 0 ? 0 : 4);
}

}  // namespace

void Scanner::add_text(const std::string& kind, const std::string& text) {
    const std::u32string points = points_of(text);
    add(kind, "UTF-8", text);
    add(kind, "UTF-16", wide(points, 2));
    add(kind, "UTF-32", wide(points, 4));
    add(kind, "JSON", json_escaped(points));
    add(kind, "URL", url_escaped(text, false));
    add(kind, "form", url_escaped(text, true));
    for (std::size_t before = 0; before < 3; ++before) {
        add(kind, "base64", base64(text, before, false));
        add(kind, "base64", base64(text, before, true));
    }
}

}  // namespace vestibule::privacy
