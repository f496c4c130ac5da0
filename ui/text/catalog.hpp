// catalog - the words of the kiosk in each language, switched while it runs; fills the places of a text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"
#include "ui/text/text.hpp"

namespace vestibule::ui {

struct Language {
    std::string_view code;
    std::string_view own_name;   ///< as its speakers write it
    std::string_view separator;  ///< between thousands
    int digits_unseparated = 3;  ///< numbers with at most so many digits are written without a separator
    bool right_to_left = false;
};
/// Every language there is a catalog for, in the order in which they are offered.
[[nodiscard]] std::span<const Language> languages() noexcept;

/// The catalogs are gettext's, and gettext's choice of language belongs to the whole process: there is one Catalog, and
/// one thread uses it.
class Catalog {
public:
    /// `folder` holds LANG/LC_MESSAGES/vestibule.mo. Errors: NoCatalog.
    [[nodiscard]] static Result<Catalog> open(const std::filesystem::path& folder);

    /// False if the language is not known; then nothing changes.
    bool set_language(std::string_view code);
    [[nodiscard]] const Language& language() const noexcept { return *language_; }

    /// The words of a key, places unfilled. A key without words shows itself, and is counted.
    [[nodiscard]] std::string_view raw(const std::string& key) const;
    [[nodiscard]] bool has(const std::string& key) const;
    /// The words of a text, places filled. Where argument 0 is the number 1 and the catalog has "key.one", that is
    /// used.
    [[nodiscard]] privacy::WipedString resolve(const Text& text) const;
    [[nodiscard]] std::string number(std::int64_t value) const;
    /// How often a key had no words; tests want zero.
    [[nodiscard]] int missing() const noexcept { return missing_; }

private:
    Catalog() = default;
    void append(privacy::WipedString& words, const Text::Argument& argument) const;

    const Language* language_ = nullptr;
    mutable int missing_ = 0;
};

}  // namespace vestibule::ui
