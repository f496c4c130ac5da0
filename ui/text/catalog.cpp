// catalog - gettext's catalogs with symbolic keys, a language that changes while the program runs, and places to fill.
#include "ui/text/catalog.hpp"

#include <libintl.h>

#include <array>
#include <clocale>
#include <cstdlib>
#include <cstring>

#include "ui/text/within.hpp"

// glibc looks translations up again only when this counter has changed; it is the documented way to switch languages.
extern "C" int _nl_msg_cat_cntr;

namespace vestibule::ui {

namespace {

constexpr const char* kDomain = "vestibule";
constexpr std::array kLanguages{
    Language{"en", "English", ",", 3, false},
    Language{"es", "Español", "\u00A0", 4, false},
};

// gettext reads LANGUAGE from the environment at each look-up. Other threads read the environment too (libcurl looks
// for proxies), and setenv would move it under them; so the variable is put there once and only its own characters
// change.
std::array<char, 32> language_variable{"LANGUAGE=en"};

void choose(std::string_view code) {
    constexpr std::size_t kNameLength = sizeof "LANGUAGE=" - 1;
    std::memset(language_variable.data() + kNameLength, 0, language_variable.size() - kNameLength);
    std::memcpy(language_variable.data() + kNameLength, code.data(), code.size());
    ++_nl_msg_cat_cntr;
}

}  // namespace

std::span<const Language> languages() noexcept { return kLanguages; }

Result<Catalog> Catalog::open(const std::filesystem::path& folder) {
    for (const Language& language : kLanguages) {
        const auto file = folder / language.code / "LC_MESSAGES" / "vestibule.mo";
        std::error_code failure;
        if (!std::filesystem::is_regular_file(file, failure)) return Error{ErrorCode::NoCatalog, file.string()};
    }
    if (std::setlocale(LC_MESSAGES, "C.UTF-8") == nullptr) return Error{ErrorCode::NoCatalog, "the locale C.UTF-8"};
    putenv(language_variable.data());
    bindtextdomain(kDomain, folder.c_str());
    bind_textdomain_codeset(kDomain, "UTF-8");
    Catalog catalog;
    catalog.set_language(kLanguages.front().code);
    return catalog;
}

bool Catalog::set_language(std::string_view code) {
    for (const Language& language : kLanguages) {
        if (language.code != code) continue;
        language_ = &language;
        choose(code);
        return true;
    }
    return false;
}

bool Catalog::has(const std::string& key) const {
    return !key.empty() && dgettext(kDomain, key.c_str()) != key.c_str();
}

std::string_view Catalog::raw(const std::string& key) const {
    if (key.empty()) return {};
    const char* words = dgettext(kDomain, key.c_str());
    // gettext gives back the very pointer where it finds nothing.
    if (words == key.c_str()) {
        ++missing_;
        return key;
    }
    return words;
}

std::string Catalog::number(std::int64_t value) const {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (static_cast<int>(digits.size()) > language_->digits_unseparated) {
        for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
            digits.insert(static_cast<std::size_t>(at), language_->separator);
        }
    }
    return value < 0 ? "-" + digits : digits;
}

void Catalog::append(privacy::WipedString& words, const Text::Argument& argument) const {
    if (const auto* value = std::get_if<std::int64_t>(&argument)) {
        words += number(*value);
    } else if (const auto* plain_words = std::get_if<std::string>(&argument)) {
        if (const auto inner = read_within(*plain_words)) {
            words += resolve(*inner);
        } else {
            words += *plain_words;
        }
    } else if (const auto* secret = std::get<const privacy::SecretText*>(argument)) {
        words += secret->reveal();
    }
}

privacy::WipedString Catalog::resolve(const Text& text) const {
    privacy::WipedString words;
    if (text.empty()) return words;
    if (text.key == "=") {
        if (!text.arguments.empty()) append(words, text.arguments.front());
        return words;
    }
    std::string_view form;
    if (!text.arguments.empty()) {
        const auto* count = std::get_if<std::int64_t>(&text.arguments.front());
        if (count != nullptr && *count == 1 && has(text.key + ".one")) form = raw(text.key + ".one");
    }
    if (form.empty()) form = raw(text.key);
    for (std::size_t at = 0; at < form.size();) {
        const bool place = at + 2 < form.size() && form[at] == '{' && form[at + 2] == '}' && form[at + 1] >= '0' &&
                           form[at + 1] <= '9';
        if (!place) {
            words += form[at++];
            continue;
        }
        const auto index = static_cast<std::size_t>(form[at + 1] - '0');
        if (index < text.arguments.size()) append(words, text.arguments[index]);
        at += 3;
    }
    return words;
}

}  // namespace vestibule::ui
