// scan - the table that wpa_supplicant answers with: five columns, names with escapes.
#include <algorithm>
#include <charconv>
#include <optional>

#include "kiosk/device/network/plan.hpp"

namespace vestibule::device {

namespace {

std::string_view take_column(std::string_view& line) {
    const std::size_t end = std::min(line.find('\t'), line.size());
    const std::string_view column = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return column;
}

/// As printf would write it; nothing for what is no text.
std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        if (++i >= text.size()) return std::nullopt;
        unsigned byte = 0;
        if (text[i] == 'x') {
            const std::string_view digits = text.substr(i + 1, 2);
            const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
            if (digits.size() != 2 || end.ptr != digits.data() + 2) return std::nullopt;
            i += 2;
        } else if (text[i] == '\\' || text[i] == '"') {
            byte = static_cast<unsigned char>(text[i]);
        } else {
            return std::nullopt;  // a new line, a tab, a zero: nobody's name
        }
        if (byte < ' ') return std::nullopt;
        out += static_cast<char>(byte);
    }
    if (out.empty() || out.size() > kWifiLongest) return std::nullopt;
    return out;
}

/// UTF-8 as the screen draws it.
bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1 : (first & 0xF0U) == 0xE0 ? 2 : 9;
        if (more > 2 || i + more >= text.size()) return false;
        for (std::size_t k = 1; k <= more; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80) return false;
        }
        i += more + 1;
    }
    return true;
}

std::optional<SeenWifi> read_line(std::string_view line) {
    take_column(line), take_column(line);
    const std::string_view signal = take_column(line), flags = take_column(line);
    const auto name = unescaped(line);
    if (!name || !is_utf8(*name)) return std::nullopt;
    SeenWifi seen{.name = *name};
    std::from_chars(signal.data(), signal.data() + signal.size(), seen.signal_dbm);
    const auto says = [flags](std::string_view word) { return flags.find(word) != std::string_view::npos; };
    seen.login = says("EAP");
    seen.open = !says("WPA") && !says("RSN") && !says("WEP") && !says("OWE");
    return seen;
}

}  // namespace

std::vector<SeenWifi> read_scan(std::string_view text) {
    std::vector<SeenWifi> all;
    std::size_t begin = std::min(text.find('\n'), text.size());  // the heading
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin + 1), text.size());
        const auto seen = read_line(text.substr(begin + 1, end - begin - 1));
        begin = end;
        if (!seen) continue;
        const auto known =
            std::find_if(all.begin(), all.end(), [&seen](const SeenWifi& one) { return one.name == seen->name; });
        if (known == all.end()) {
            all.push_back(*seen);
        } else if (known->signal_dbm < seen->signal_dbm) {
            *known = *seen;
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const SeenWifi& one, const SeenWifi& other) { return one.signal_dbm > other.signal_dbm; });
    return all;
}

}  // namespace vestibule::device
