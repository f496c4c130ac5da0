// fields - the rules for each field, tolerant of how people type.
#include "kiosk/visit/fields.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace vestibule::visit {

namespace {

using privacy::SecretText;
using privacy::WipedString;

constexpr std::array kContact{FieldId::Email, FieldId::Phone, FieldId::Password};
constexpr std::array kEmailCode{FieldId::EmailCode};
constexpr std::array kPhoneCode{FieldId::PhoneCode};
constexpr std::array kName{FieldId::GivenNames, FieldId::FamilyName};
constexpr std::array kBirthDate{FieldId::BirthDate};
constexpr std::array kAddress{FieldId::Street, FieldId::City, FieldId::Region, FieldId::PostalCode, FieldId::Country};
constexpr std::array kSignIn{FieldId::Email, FieldId::Password};
constexpr std::array kSecondFactor{FieldId::SecondFactor};
constexpr std::array kDetails{FieldId::GivenNames, FieldId::FamilyName, FieldId::BirthDate,  FieldId::Street,
                              FieldId::City,       FieldId::Region,     FieldId::PostalCode, FieldId::Country};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

WipedString digits(std::string_view text) {
    WipedString found;
    std::copy_if(text.begin(), text.end(), std::back_inserter(found), is_digit);
    return found;
}

bool looks_like_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
    const std::string_view host = text.substr(at + 1);
    const std::size_t dot = host.rfind('.');
    return dot != std::string_view::npos && dot != 0 && dot + 1 < host.size() &&
           text.find(' ') == std::string_view::npos;
}

int month_named(std::string_view text) {
    // English and Spanish, by their first three letters, which differ within each language.
    constexpr std::array<std::array<std::string_view, 2>, 12> kMonths{{{"jan", "ene"},
                                                                       {"feb", "feb"},
                                                                       {"mar", "mar"},
                                                                       {"apr", "abr"},
                                                                       {"may", "may"},
                                                                       {"jun", "jun"},
                                                                       {"jul", "jul"},
                                                                       {"aug", "ago"},
                                                                       {"sep", "sep"},
                                                                       {"oct", "oct"},
                                                                       {"nov", "nov"},
                                                                       {"dec", "dic"}}};
    if (text.size() < 3) return 0;
    std::array<char, 3> lower{};
    std::transform(text.begin(), text.begin() + 3, lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const std::string_view three(lower.data(), lower.size());
    for (std::size_t m = 0; m < kMonths.size(); ++m) {
        if (three == kMonths[m][0] || three == kMonths[m][1]) return static_cast<int>(m) + 1;
    }
    return 0;
}

/// Of at most four digits; a longer run is no part of a date.
int number(std::string_view text) {
    if (text.size() > 4) return 0;
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

/// Words that carry nothing in a date: "14 de marzo de 1958", "March 14th".
bool is_filler(std::string_view word) {
    constexpr std::array<std::string_view, 7> kFillers{"de", "del", "of", "st", "nd", "rd", "th"};
    return std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
}

/// The first three runs of digits or letters.
std::array<std::string_view, 3> three_parts(std::string_view text, bool& more) {
    std::array<std::string_view, 3> parts{};
    const auto is_word = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::size_t count = 0;
    more = false;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_word(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_word(text[end]) && is_digit(text[end]) == is_digit(text[i])) ++end;
        if (is_filler(text.substr(i, end - i))) {
            i = end;
            continue;
        }
        if (count == parts.size()) {
            more = true;
            return parts;
        }
        parts[count++] = text.substr(i, end - i);
        i = end;
    }
    return parts;
}

FieldError judge(FieldId id, std::string_view value, const identity::Profile* profile) {
    if (id == FieldId::Password) {
        if (profile == nullptr || !profile->asks_password) return FieldError::None;
        return static_cast<int>(value.size()) < profile->password_minimum ? FieldError::TooShort : FieldError::None;
    }
    if (trimmed(value).empty()) return FieldError::Missing;
    switch (id) {
        case FieldId::Email:
            return looks_like_email(trimmed(value)) ? FieldError::None : FieldError::NotAnEmail;
        case FieldId::Phone:
            return e164(value).reveal().empty() ? FieldError::NotAPhone : FieldError::None;
        case FieldId::BirthDate:
            return iso_date(value).reveal().empty() ? FieldError::NotADate : FieldError::None;
        case FieldId::EmailCode:
        case FieldId::PhoneCode:
        case FieldId::SecondFactor:
            return digits(value).size() < 6 ? FieldError::TooShort : FieldError::None;
        default:
            return FieldError::None;
    }
}

}  // namespace

std::span<const FieldId> form_of(journey::Step step) {
    switch (step) {
        case journey::Step::Contact:
            return kContact;
        case journey::Step::EmailCode:
            return kEmailCode;
        case journey::Step::PhoneCode:
            return kPhoneCode;
        case journey::Step::Name:
            return kName;
        case journey::Step::BirthDate:
            return kBirthDate;
        case journey::Step::Address:
            return kAddress;
        case journey::Step::SignIn:
            return kSignIn;
        case journey::Step::SecondFactor:
            return kSecondFactor;
        case journey::Step::CheckDetails:
            return kDetails;
        default:
            return {};
    }
}

bool complete(journey::Step step, const identity::Profile* profile, Patient& patient) {
    bool all = true;
    for (const FieldId id : form_of(step)) {
        Field& field = patient.field(id);
        field.error = judge(id, view(field.value), profile);
        all = all && field.error == FieldError::None;
    }
    return all;
}

SecretText iso_date(std::string_view typed) {
    bool more = false;
    std::array<std::string_view, 3> parts = three_parts(typed, more);
    WipedString run = digits(typed);
    if (parts[1].empty() && run.size() == 8) {  // MMDDYYYY from a number pad
        parts = {std::string_view(run).substr(0, 2), std::string_view(run).substr(2, 2),
                 std::string_view(run).substr(4, 4)};
    }
    if (more || parts[2].empty()) return {};
    int year = 0, month = 0, day = 0;
    if (parts[0].size() == 4 && is_digit(parts[0][0])) {  // CCYY-MM-DD
        year = number(parts[0]);
        month = is_digit(parts[1][0]) ? (parts[1].size() <= 2 ? number(parts[1]) : 0) : month_named(parts[1]);
        day = is_digit(parts[2][0]) && parts[2].size() <= 2 ? number(parts[2]) : 0;
    } else if (parts[2].size() == 4 && is_digit(parts[2][0])) {
        year = number(parts[2]);
        const bool day_first = !is_digit(parts[1][0]);  // 14 March 1958
        const std::string_view month_part = day_first ? parts[1] : parts[0];
        const std::string_view day_part = day_first ? parts[0] : parts[1];
        month = is_digit(month_part[0]) ? (month_part.size() <= 2 ? number(month_part) : 0) : month_named(month_part);
        day = is_digit(day_part[0]) && day_part.size() <= 2 ? number(day_part) : 0;
    }
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (year < 1900 || year > 2100 || !date.ok()) return {};
    WipedString iso = "0000-00-00";
    const auto put = [&iso](std::size_t at, int value, int places) {
        for (int i = places - 1; i >= 0; --i, value /= 10)
            iso[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
    };
    put(0, year, 4);
    put(5, month, 2);
    put(8, day, 2);
    return SecretText(std::move(iso));
}

SecretText as_typed(std::string_view iso) {
    if (iso.size() != 10) return {};
    WipedString text(iso.substr(5, 2));
    text.append("/").append(iso.substr(8, 2)).append("/").append(iso.substr(0, 4));
    return SecretText(std::move(text));
}

SecretText e164(std::string_view typed) {
    const std::string_view text = trimmed(typed);
    WipedString found = digits(text);
    if (!text.empty() && text.front() == '+') {
        if (found.size() < 8 || found.size() > 15) return {};
        return SecretText(WipedString("+") + found);
    }
    if (found.size() == 10) return SecretText(WipedString("+1") + found);
    if (found.size() == 11 && found.front() == '1') return SecretText(WipedString("+") + found);
    return {};
}

void type(Patient& patient, FieldId id, std::string_view characters) {
    Field& field = patient.field(id);
    if (field.value.reveal().size() + characters.size() > kFieldLongest_bytes) return;
    field.value.reveal().append(characters);
    field.error = FieldError::None;
}

void erase_last(Patient& patient, FieldId id) {
    WipedString& text = patient.field(id).value.reveal();
    while (!text.empty()) {
        const auto last = static_cast<unsigned char>(text.back());
        text.pop_back();
        if ((last & 0xC0) != 0x80) break;  // the first byte of the sequence is gone too
    }
    patient.field(id).error = FieldError::None;
}

}  // namespace vestibule::visit
