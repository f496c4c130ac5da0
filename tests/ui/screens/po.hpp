// po - reads the catalogs' source just enough to compare languages.
#pragma once

#include <fstream>
#include <map>
#include <string>

namespace vestibule::ui::test {

/// Keys and words of a .po file whose strings are single lines, as ours are.
inline std::map<std::string, std::string> read_po(const std::string& file) {
    std::map<std::string, std::string> words;
    std::ifstream in(file);
    std::string key;
    for (std::string text; std::getline(in, text);) {
        const auto quoted = [&](std::size_t from) {
            std::string out;
            for (std::size_t i = from + 1; i + 1 < text.size(); ++i) {
                if (text[i] == '\\') ++i;
                out += text[i];
            }
            return out;
        };
        if (text.starts_with("msgid \"")) key = quoted(6);
        if (text.starts_with("msgstr \"") && !key.empty()) words[key] = quoted(7);
    }
    return words;
}

}  // namespace vestibule::ui::test
