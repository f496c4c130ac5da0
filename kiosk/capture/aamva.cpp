// aamva - tolerant of wrong offsets, missing separators and both orders of dates; strict about what it then says.
#include "kiosk/capture/aamva.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace vestibule::capture {
namespace {

using privacy::SecretText;
using privacy::WipedString;

constexpr std::size_t longest_text = 4096;  // a PDF417 holds fewer than 2,800 characters

struct Value {
    std::string_view text;
    std::size_t position = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_break(char c) {
    return c == '\n' || c == '\r' || c == '\x1e' || c == '\x1d' || c == '\x1c' || c == '\0';
}

int number(std::string_view digits) {
    int value = -1;
    const auto end = digits.data() + digits.size();
    const auto [stop, trouble] = std::from_chars(digits.data(), end, value);
    return trouble == std::errc() && stop == end ? value : -1;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || is_break(text.back()))) text.remove_suffix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
}

/// What cards write where they have nothing to say.
bool is_filler(std::string_view text) {
    constexpr std::string_view fillers[] = {"", "NONE", "UNAVL", "unavl", "UNAV", "NONE,", "N/A"};
    return std::find(std::begin(fillers), std::end(fillers), text) != std::end(fillers);
}

class Card {
public:
    explicit Card(std::string_view text) : text_(text) {}

    /// Where the subfile of the licence or identity card begins and ends, from the directory if that holds.
    Result<void> find_body() {
        const auto mark = std::min(text_.find("ANSI "), text_.find("AAMVA"));
        if (mark == std::string_view::npos || mark > 16) return wrong("header", 0);
        // "AAMVA" has no blank after it on the cards that write it.
        const std::size_t at = mark + 5;
        if (text_.size() < at + 10) return wrong("header", text_.size());
        for (std::size_t digit = at; digit < at + 8; ++digit) {
            if (!is_digit(text_[digit])) return wrong("header", digit);
        }
        version_ = number(text_.substr(at + 6, 2));
        const std::size_t jurisdiction = version_ <= 1 ? 0 : 2;
        directory_ = at + 8 + jurisdiction + 2;
        if (text_.size() < directory_) return wrong("header", text_.size());
        body_begin_ = directory_;
        body_end_ = text_.size();
        follow_directory(number(text_.substr(directory_ - 2, 2)));
        return {};
    }

    /// The element's value; the first that is found, from the subfile first and then from the whole text.
    [[nodiscard]] Value element(std::string_view id) const {
        if (const Value inside = search(id, body_begin_, body_end_); inside.position != 0) return inside;
        return search(id, directory_, text_.size());
    }

    [[nodiscard]] int version() const { return version_; }
    static Error wrong(std::string_view what, std::size_t position) {
        return Error{ErrorCode::BadBarcode, fmt::format("{} at {}", what, position)};
    }
    static Error wrong(std::string_view what, const Value& value) {
        return Error{ErrorCode::BadBarcode,
                     fmt::format("{} at {}, length {}", what, value.position, value.text.size())};
    }

private:
    void follow_directory(int entries) {
        for (int entry = 0; entry < std::clamp(entries, 0, 9); ++entry) {
            const std::size_t at = directory_ + static_cast<std::size_t>(entry) * 10;
            if (text_.size() < at + 10) return;
            const auto type = text_.substr(at, 2);
            const int offset = number(text_.substr(at + 2, 4));
            const int length = number(text_.substr(at + 6, 4));
            if (type != "DL" && type != "ID" && type != "EN") continue;
            const auto begin = static_cast<std::size_t>(std::max(offset, 0));
            const bool right = offset > 0 && length > 2 && begin + static_cast<std::size_t>(length) <= text_.size() &&
                               text_.substr(begin, 2) == type;
            if (!right) continue;
            body_begin_ = begin;
            body_end_ = begin + static_cast<std::size_t>(length);
            return;
        }
    }

    /// An identifier counts at the beginning of a line, or right after the subfile's type.
    [[nodiscard]] Value search(std::string_view id, std::size_t begin, std::size_t end) const {
        const std::string_view part = text_.substr(0, end);
        for (std::size_t at = part.find(id, begin); at != std::string_view::npos; at = part.find(id, at + 1)) {
            const auto before = at >= 2 ? part.substr(at - 2, 2) : std::string_view();
            const bool starts_line = at > 0 && is_break(part[at - 1]);
            // After the type: either at the subfile's first byte, or straight after the digits of the directory.
            const bool after_type =
                (before == "DL" || before == "ID" || before == "EN") &&
                (at == begin + 2 || (at >= 3 && (is_digit(part[at - 3]) || is_break(part[at - 3]))));
            if (!starts_line && !after_type) continue;
            std::size_t stop = at + id.size();
            while (stop < part.size() && !is_break(part[stop])) ++stop;
            return {trimmed(part.substr(at + id.size(), stop - at - id.size())), at};
        }
        return {};
    }

    std::string_view text_;
    std::size_t directory_ = 0;
    std::size_t body_begin_ = 0;
    std::size_t body_end_ = 0;
    int version_ = 0;
};

struct Date {
    int year = 0, month = 0, day = 0;
    [[nodiscard]] bool real() const {
        using namespace std::chrono;
        return year >= 1900 && year <= 2200 &&
               year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day)))
                   .ok();
    }
};

/// MMDDCCYY in the United States, CCYYMMDD in Canada and in version 1; where only one of them is a date, it is that
/// one.
Result<SecretText> date_of(const Card& card, std::string_view id, bool year_first) {
    const Value value = card.element(id);
    WipedString digits;
    for (const char c : value.text) {
        if (is_digit(c))
            digits.push_back(c);
        else if (c != '/' && c != '-' && c != ' ')
            return Card::wrong(id, value);
    }
    if (digits.size() != 8) return Card::wrong(id, value);
    const std::string_view d = digits;
    const Date canadian{number(d.substr(0, 4)), number(d.substr(4, 2)), number(d.substr(6, 2))};
    const Date american{number(d.substr(4, 4)), number(d.substr(0, 2)), number(d.substr(2, 2))};
    const Date& first = year_first ? canadian : american;
    const Date& second = year_first ? american : canadian;
    const Date& date = first.real() ? first : second;
    if (!date.real()) return Card::wrong(id, value);
    WipedString out;
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", date.year, date.month, date.day);
    return SecretText(std::move(out));
}

SecretText text_of(const Card& card, std::string_view id) {
    const Value value = card.element(id);
    return is_filler(value.text) ? SecretText() : privacy::secret(value.text);
}

/// Cuts "A,B C" after its first comma (or blank, where there is no comma).
std::pair<std::string_view, std::string_view> cut(std::string_view text, std::string_view at_any_of) {
    const auto at = text.find_first_of(at_any_of);
    if (at == std::string_view::npos) return {trimmed(text), {}};
    return {trimmed(text.substr(0, at)), trimmed(text.substr(at + 1))};
}

SecretText spaced(std::string_view text) {
    WipedString out(text);
    std::replace(out.begin(), out.end(), ',', ' ');
    return SecretText(WipedString(trimmed(out)));
}

void read_names(const Card& card, DocumentData& data) {
    data.family_name = text_of(card, "DCS");
    const auto cut_off = [&card](std::string_view id) { return card.element(id).text.starts_with('T'); };
    data.family_cut = cut_off("DDE"), data.given_cut = cut_off("DDF"), data.middle_cut = cut_off("DDG");
    if (privacy::view(data.family_name).empty()) data.family_name = text_of(card, "DAB");
    data.given_names = text_of(card, "DAC");
    data.middle_name = text_of(card, "DAD");
    // Versions 2 and 3: all given names in one element, by commas or blanks.
    if (const auto given = card.element("DCT").text; privacy::view(data.given_names).empty() && !is_filler(given)) {
        const auto [first, rest] = cut(given, given.find(',') != std::string_view::npos ? "," : " ");
        data.given_names = privacy::secret(first);
        if (privacy::view(data.middle_name).empty()) data.middle_name = spaced(rest);
    }
    // Version 1: the whole name in one element, family name first.
    if (const auto whole = card.element("DAA").text; privacy::view(data.family_name).empty() && !is_filler(whole)) {
        const auto [family, given] = cut(whole, ",@");
        const auto [first, rest] = cut(given, ",@ ");
        data.family_name = privacy::secret(family);
        data.given_names = privacy::secret(first);
        data.middle_name = spaced(rest);
    }
}

/// US: five digits, or nine with a hyphen, without the zeros that fill the field.
SecretText postal_code_of(const Card& card, bool canada) {
    const auto text = card.element("DAK").text;
    if (is_filler(text)) return {};
    if (canada) return privacy::secret(text);
    WipedString digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
    if (digits.size() == 9 && digits.substr(5) != "0000")
        return SecretText(digits.substr(0, 5) + "-" + digits.substr(5));
    if (digits.size() >= 5) return SecretText(digits.substr(0, 5));
    return privacy::secret(text);
}

}  // namespace

Result<DocumentData> parse_aamva(std::string_view text) {
    if (text.size() > longest_text) return Card::wrong("text too long", longest_text);
    Card card(text);
    if (auto body = card.find_body(); !body) return std::move(body).error();

    DocumentData data;
    read_names(card, data);
    if (privacy::view(data.family_name).empty()) return Card::wrong("DCS", card.element("DCS"));
    if (privacy::view(data.given_names).empty()) return Card::wrong("DAC", card.element("DAC"));
    const auto region = card.element("DAJ").text;
    data.country = text_of(card, "DCG");
    const bool canada = privacy::view(data.country) == "CAN";
    const bool year_first = canada || card.version() <= 1;
    auto birth = date_of(card, "DBB", year_first);
    if (!birth) return std::move(birth).error();
    data.birth_date = std::move(*birth);
    // An expiry that cannot be read is no reason to refuse the card: some never expire and say so in words.
    if (auto expiry = date_of(card, "DBA", year_first)) data.expiry_date = std::move(*expiry);
    data.street = text_of(card, "DAG");
    data.city = text_of(card, "DAI");
    if (!is_filler(region) && std::all_of(region.begin(), region.end(), is_upper))
        data.region = privacy::secret(region);
    data.postal_code = postal_code_of(card, canada);
    data.document_number = text_of(card, "DAQ");
    return data;
}

}  // namespace vestibule::capture
