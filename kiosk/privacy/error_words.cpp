// error_words - the texts of both halves of the catalog, put together.
#include "kiosk/privacy/error_words.hpp"

#include <array>
#include <charconv>

namespace vestibule {

namespace {

constexpr std::array kCodes{
#define VESTIBULE_ERROR(name, number, title, action) ErrorCode::name,
#include "kiosk/privacy/errors.def"
#undef VESTIBULE_ERROR
};

struct Line {
    ErrorCode code;
    ErrorWords words;
};
constexpr std::array kLines{
#define VESTIBULE_WORDS(name, patient, staff, technician) Line{ErrorCode::name, {patient, staff, technician}},
#include "kiosk/privacy/error_words.def"
#undef VESTIBULE_WORDS
};

struct Range {
    int first;
    std::string_view title;
};
constexpr std::array kRanges{Range{101, "Start-up and configuration"},
                             Range{201, "Network and services"},
                             Range{301, "Devices"},
                             Range{401, "Data"},
                             Range{451, "The device store"},
                             Range{501, "Erasure"}};

std::string_view range_of(int number) {
    std::string_view title;
    for (const Range& range : kRanges) {
        if (number >= range.first) title = range.title;
    }
    return title;
}

}  // namespace

ErrorWords words_of(ErrorCode code) noexcept {
    for (const Line& line : kLines) {
        if (line.code == code) return line.words;
    }
    return {"out_of_service.what_next", "Check patients in at the desk. Call a technician.", describe(code).action};
}

std::optional<ErrorCode> error_of_notice(int number) noexcept {
    switch (number) {  // the program's exit codes
        case 10:
            return ErrorCode::NotErased;
        case 11:
            return ErrorCode::NoDisplay;
        case 13:
            return ErrorCode::CameraLost;
        case 14:
            return ErrorCode::TouchLost;
        case 16:
            return ErrorCode::CaseOpened;
        case 78:
            return ErrorCode::BadConfiguration;
        default:
            break;
    }
    for (const ErrorCode code : kCodes) {
        if (static_cast<int>(code) == number) return code;
    }
    return std::nullopt;
}

std::optional<ErrorCode> error_named(std::string_view text) noexcept {
    if (text.starts_with('E') || text.starts_with('e')) text.remove_prefix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return error_of_notice(number);
}

std::string error_label(ErrorCode code) {
    return "E" + std::to_string(static_cast<int>(code));
}

std::string help_for_scanning(ErrorCode code) {
    return error_label(code) + ": " + std::string(describe(code).title) + ". " + std::string(words_of(code).technician);
}

std::string explained(ErrorCode code) {
    const ErrorWords words = words_of(code);
    return error_label(code) + ": " + std::string(describe(code).title) + "\nAt the desk: " + std::string(words.staff) +
           "\nTechnician:  " + std::string(words.technician) + "\n";
}

std::string error_manual() {
    std::string page =
        "# Error codes\n\nMade by `vestibulectl errors` from `kiosk/privacy/errors.def` and `error_words.def`. A code "
        "keeps its number for ever. On a kiosk, `vestibulectl explain E204` tells the same.\n";
    std::string_view range;
    for (int number = 0; number < 1'000; ++number) {
        for (const ErrorCode code : kCodes) {
            if (static_cast<int>(code) != number) continue;
            if (range_of(number) != range) {
                range = range_of(number);
                page += "\n## " + std::string(range) + "\n";
            }
            const ErrorWords words = words_of(code);
            page += "\n### " + error_label(code) + "\n\n**" + std::string(describe(code).title) + "** (`" +
                    std::string(describe(code).name) + "`)\n\n- At the desk: " + std::string(words.staff) +
                    "\n- Technician: " + std::string(words.technician) +
                    "\n- In short: " + std::string(describe(code).action) + "\n- The patient reads: `" +
                    std::string(words.patient) + "`\n";
        }
    }
    return page;
}

}  // namespace vestibule
