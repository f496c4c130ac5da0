// error_words - what people read about an error: the patient, the staff at the desk, a technician.
#pragma once

#include <optional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule {

struct ErrorWords {
    std::string_view patient;  ///< key of a text
    std::string_view staff, technician;
};

/// A code that has no line of its own in error_words.def has the words of the out-of-service screen and its action.
[[nodiscard]] ErrorWords words_of(ErrorCode code) noexcept;

/// "E204", "e204" or "204", and the exit codes of the program (10, 11, 13, 14, 78) that the out-of-service screen is
/// given.
[[nodiscard]] std::optional<ErrorCode> error_named(std::string_view text) noexcept;
[[nodiscard]] std::optional<ErrorCode> error_of_notice(int number) noexcept;

/// "E204"
[[nodiscard]] std::string error_label(ErrorCode code);

/// What the picture code on the out-of-service screen holds: the words for a technician, so that they are read where no
/// network is.
[[nodiscard]] std::string help_for_scanning(ErrorCode code);

/// Every code in words, for a person at a console.
[[nodiscard]] std::string explained(ErrorCode code);
/// The manual page docs/error-codes.md.
[[nodiscard]] std::string error_manual();

}  // namespace vestibule
