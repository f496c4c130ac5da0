// compare - names folded to the letters of a zone, as ICAO 9303 transliterates them.
#include "kiosk/capture/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vestibule::capture {
namespace {

using privacy::WipedString;

constexpr std::size_t zone_name_letters = 39;  // a passport's name field; a name that fills it may go on

/// U+00C0..U+00FF, capitals and small letters alike, by what a zone writes for them.
constexpr std::string_view latin[] = {"A", "A", "A", "A", "A", "A", "AE", "C", "E",  "E", "E",
                                      "E", "I", "I", "I", "I", "D", "N",  "O", "O",  "O", "O",
                                      "O", "",  "O", "U", "U", "U", "U",  "Y", "TH", "SS"};

/// Letters only, in capitals; other scripts are left out.
WipedString folded(std::string_view text) {
    WipedString out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            if (byte >= 'a' && byte <= 'z') out.push_back(static_cast<char>(byte - 'a' + 'A'));
            if (byte >= 'A' && byte <= 'Z') out.push_back(static_cast<char>(byte));
            continue;
        }
        if (byte == 0xC3 && at + 1 < text.size()) {
            const auto next = static_cast<unsigned char>(text[at + 1]);
            if (next == 0xBF)
                out.push_back('Y');  // y with diaeresis, where the capitals have sharp s
            else if (next >= 0x80 && next < 0xC0)
                out += latin[next % 32];
        }
        while (at + 1 < text.size() && (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80) ++at;
    }
    return out;
}

/// What a zone writes as two letters and people type as one, or the other way about: AE and A, OE and O, UE and U.
WipedString without_umlauts(const WipedString& letters) {
    WipedString out;
    for (const char c : letters) {
        const bool umlaut = c == 'E' && !out.empty() && (out.back() == 'A' || out.back() == 'O' || out.back() == 'U');
        if (!umlaut) out.push_back(c);
    }
    return out;
}

bool same_letters(std::string_view a, std::string_view b, bool cut) {
    const WipedString one = folded(a), other = folded(b);
    if (one == other || without_umlauts(one) == without_umlauts(other)) return true;
    return cut && (one.starts_with(other) || other.starts_with(one));
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find(' '));
}

Agreement names(std::string_view document, std::string_view other, bool cut) {
    if (folded(document).empty() || folded(other).empty()) return Agreement::Unknown;
    return same_letters(document, other, cut) ? Agreement::Same : Agreement::Differs;
}

/// Middle names come and go: the first given name decides, and what both have more must not contradict.
Agreement given(std::string_view document, std::string_view other, bool cut) {
    const Agreement whole = names(document, other, cut);
    if (whole != Agreement::Differs) return whole;
    const bool one_is_short = first_word(document) == document || first_word(other) == other;
    return one_is_short ? names(first_word(document), first_word(other), cut) : whole;
}

int two_digits(std::string_view text, std::size_t at) {
    const auto digit = [&](std::size_t where) { return text[where] >= '0' && text[where] <= '9'; };
    return digit(at) && digit(at + 1) ? (text[at] - '0') * 10 + text[at + 1] - '0' : -1;
}

void settle(privacy::SecretText& date, std::string_view today, bool birth) {
    const std::string_view text = privacy::view(date);
    if (text.size() != 6 || today.size() < 10) return;
    const int year = two_digits(text, 0), month = two_digits(text, 2), day = two_digits(text, 4);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
        date = {};
        return;
    }
    const auto whole = [&](int century) {
        WipedString out;
        fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", century * 100 + year, month, day);
        return out;
    };
    const int this_year = two_digits(today, 0) * 100 + two_digits(today, 2);
    int century = this_year / 100;
    if (birth && std::string_view(whole(century)) > today.substr(0, 10)) --century;
    if (!birth && century * 100 + year < this_year - 50) ++century;
    if (!birth && century * 100 + year > this_year + 50) --century;
    date = privacy::SecretText(whole(century));
}

}  // namespace

std::string_view name(Agreement agreement) noexcept {
    return agreement == Agreement::Same ? "same" : agreement == Agreement::Differs ? "differs" : "unknown";
}

std::string_view name(Validity validity) noexcept {
    return validity == Validity::Valid ? "valid" : validity == Validity::Expired ? "expired" : "unknown";
}

Findings compare(const DocumentData& document, const DocumentData& other) {
    Findings found;
    const auto family = privacy::view(document.family_name), theirs = privacy::view(other.family_name);
    found.family_name = names(family, theirs, document.family_cut || family.size() >= zone_name_letters);
    WipedString whole(privacy::view(document.given_names));
    if (!privacy::view(document.middle_name).empty()) whole.append(" ").append(privacy::view(document.middle_name));
    const bool cut = document.given_cut || family.size() + whole.size() + 2 >= zone_name_letters;
    found.given_names = given(whole, privacy::view(other.given_names), cut);
    const auto birth = privacy::view(document.birth_date), birth_too = privacy::view(other.birth_date);
    if (birth.size() == 10 && birth_too.size() == 10)
        found.birth_date = birth == birth_too ? Agreement::Same : Agreement::Differs;
    return found;
}

Validity validity(std::string_view expiry_date, std::string_view today) {
    if (expiry_date.size() != 10 || today.size() < 10) return Validity::Unknown;
    return expiry_date < today.substr(0, 10) ? Validity::Expired : Validity::Valid;
}

void settle_dates(DocumentData& data, std::string_view today) {
    settle(data.birth_date, today, true);
    settle(data.expiry_date, today, false);
}

}  // namespace vestibule::capture
