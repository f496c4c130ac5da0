// texts - reads the sentences strictly: they stand between the kiosk's own, which patients trust.
#include "kiosk/device/brand/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr std::size_t kWordLongest = 20;  // in the largest type a longer one is wider than the screen

struct Range {
    char32_t first, last;
};
// What turns the direction of writing, breaks lines, is not seen, or is nobody's: nothing of it belongs in a sentence.
constexpr std::array kForbidden{
    Range{0x0000, 0x001F},    Range{0x007F, 0x009F}, Range{0x00AD, 0x00AD}, Range{0x061C, 0x061C},
    Range{0x180E, 0x180E},    Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},
    Range{0xD800, 0xF8FF},    Range{0xFDD0, 0xFDEF}, Range{0xFEFF, 0xFEFF}, Range{0xFFF0, 0xFFFF},
    Range{0xE0000, 0x10FFFF},
};

/// Of a text that the TOML reader has let through, which is UTF-8.
std::u32string characters(std::string_view text) {
    std::u32string all;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0xC0) {
            all += static_cast<char32_t>(byte & (byte >= 0xF0 ? 0x07 : byte >= 0xE0 ? 0x0F : 0x1F));
        } else if (byte >= 0x80 && !all.empty()) {
            all.back() = all.back() << 6 | (byte & 0x3F);
        } else {
            all += static_cast<char32_t>(byte);
        }
    }
    return all;
}

std::optional<std::string> problem_of(std::string_view text, std::size_t longest) {
    const std::u32string all = characters(text);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool forbidden = std::any_of(kForbidden.begin(), kForbidden.end(), [&](const Range& range) {
            return all[i] >= range.first && all[i] <= range.last;
        });
        if (forbidden) {
            return fmt::format("character {} is U+{:04X}: not seen, or it changes how the rest is", i + 1,
                               static_cast<std::uint32_t>(all[i]));
        }
    }
    if (all.find_first_not_of(U" \u00A0\u202F\u3000") == std::u32string::npos) return "expected words";
    for (std::size_t begin = 0, end = 0; end != std::u32string::npos; begin = end + 1) {
        end = all.find(U' ', begin);
        const std::size_t length = std::min(end, all.size()) - begin;
        if (length > kWordLongest) return fmt::format("a word of {} characters; at most {}", length, kWordLongest);
    }
    if (all.size() > longest) return fmt::format("{} characters; at most {}", all.size(), longest);
    return std::nullopt;
}

std::map<SiteText, std::string> read_table(TomlTable table) {
    std::map<SiteText, std::string> said;
    const std::vector<std::string> keys = table.keys();
    for (const SiteTextEntry& entry : kSiteTexts) {
        std::string text;
        table.text(entry.key, text);
        if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) continue;
        if (const auto problem = problem_of(text, entry.longest)) {
            table.problem(entry.key, *problem);
        } else {
            said[entry.text] = std::move(text);
        }
    }
    return said;
}

}  // namespace

std::string_view site_text(const SiteTexts& texts, std::string_view language, SiteText text) {
    const auto table = texts.find(language);
    if (table == texts.end()) return {};
    const auto found = table->second.find(text);
    return found == table->second.end() ? std::string_view() : std::string_view(found->second);
}

Result<SiteTexts> read_site_texts(std::string_view text, const std::filesystem::path& file,
                                  const std::vector<std::string>& languages) {
    TomlReader reader(text, file.string());
    TomlTable root = reader.root();
    SiteTexts all;
    // Both are looked for, so that a language which is not offered yet is no unknown word.
    for (const char* code : {"en", "es"}) {
        if (TomlTable table = root.table(code); table.present()) all[code] = read_table(table);
    }
    for (const SiteTextEntry& entry : kSiteTexts) {
        const bool said =
            std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.second.contains(entry.text); });
        for (const std::string& language : languages) {
            const auto table = all.find(language);
            if (!said || (table != all.end() && table->second.contains(entry.text))) continue;
            root.problem(language, fmt::format("'{}' is missing: it stands in another language", entry.key));
        }
    }
    if (Result<void> good = reader.finish(ErrorCode::BadConfiguration); !good) return std::move(good).error();
    return all;
}

}  // namespace vestibule::device
