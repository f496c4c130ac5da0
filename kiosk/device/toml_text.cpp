// toml_text - writes what toml_reader reads.
#include "kiosk/device/toml_text.hpp"

#include <fmt/format.h>

namespace vestibule::device {

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') {
            out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace vestibule::device
