// texts - a facility's own sentences, in every language that its kiosks offer: a closed list, plain words.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

enum class SiteText : std::uint8_t {
    Welcome,  ///< below the welcome screen's title
    Notice,   ///< below that
    Help,     ///< where somebody is asked for: "Or call 555-0100 from the telephone on the wall."
    Desk,     ///< where a person helps, in place of the setting `desk`, which has one language
    Goodbye,  ///< at the end of a visit that went well
    Count
};
struct SiteTextEntry {
    SiteText text;
    std::string_view key;
    std::size_t longest;  ///< characters: as much as its place on the screen holds in the largest type
};
inline constexpr std::array kSiteTexts{
    SiteTextEntry{SiteText::Welcome, "welcome", 60},  SiteTextEntry{SiteText::Notice, "notice", 140},
    SiteTextEntry{SiteText::Help, "help", 120},       SiteTextEntry{SiteText::Desk, "desk", 60},
    SiteTextEntry{SiteText::Goodbye, "goodbye", 120},
};
static_assert(kSiteTexts.size() == static_cast<std::size_t>(SiteText::Count));

/// By the language's code.
using SiteTexts = std::map<std::string, std::map<SiteText, std::string>, std::less<>>;
/// Empty where the facility says nothing of its own.
[[nodiscard]] std::string_view site_text(const SiteTexts& texts, std::string_view language, SiteText text);

/// A table a language, "[en]", with some of the keys. A sentence that stands in one language stands in all of
/// `languages`. Plain words on one line: no control characters, and none of those that turn the direction of writing or
/// are not seen. All errors at once, "FILE:LINE:COLUMN: ...". Errors: BadConfiguration.
Result<SiteTexts> read_site_texts(std::string_view text, const std::filesystem::path& file,
                                  const std::vector<std::string>& languages);

}  // namespace vestibule::device
