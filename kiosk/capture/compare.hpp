// compare - what two sources say of one person, as results and never as values; and whether a document has run out.
#pragma once

#include <string_view>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

enum class Agreement : std::uint8_t { Unknown, Same, Differs };
enum class Validity : std::uint8_t { Unknown, Valid, Expired };
[[nodiscard]] std::string_view name(Agreement agreement) noexcept;
[[nodiscard]] std::string_view name(Validity validity) noexcept;

struct Findings {
    Agreement family_name = Agreement::Unknown, given_names = Agreement::Unknown, birth_date = Agreement::Unknown;
    [[nodiscard]] bool differs() const {
        return family_name == Agreement::Differs || given_names == Agreement::Differs ||
               birth_date == Agreement::Differs;
    }
};

/// Capitals, diacritics, blanks and punctuation do not count; a middle name may be missing, and a name that its field
/// cut may be longer on the other side.
[[nodiscard]] Findings compare(const DocumentData& document, const DocumentData& other);

/// Both dates CCYY-MM-DD.
[[nodiscard]] Validity validity(std::string_view expiry_date, std::string_view today);

/// Gives a zone's YYMMDD their century and makes them CCYY-MM-DD: a birth is the latest that is not in the future, an
/// expiry the nearest within fifty years. Dates that are whole already stay; unknown days and months leave no date.
void settle_dates(DocumentData& data, std::string_view today);

}  // namespace vestibule::capture
