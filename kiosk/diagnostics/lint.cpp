// lint - one pattern a rule; a false alarm leaves a section out and says so, a miss would let a person's data go.
#include "kiosk/diagnostics/lint.hpp"

#include <regex>
#include <vector>

namespace vestibule::diagnostics {

namespace {

struct Rule {
    std::string_view name;
    std::regex pattern;
};

const std::vector<Rule>& rules() {
    constexpr auto kAnyCase = std::regex::ECMAScript | std::regex::icase | std::regex::optimize;
    constexpr auto kExact = std::regex::ECMAScript | std::regex::optimize;
    static const std::vector<Rule> kRules{
        {"e-mail", std::regex(R"([A-Z0-9_%+-]@[A-Z0-9-]{1,63}\.[A-Z]{2})", kAnyCase)},
        {"telephone", std::regex(R"((\+\d{1,3}[ .-]?)?(\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b)", kExact)},
        {"telephone", std::regex(R"(\+\d{10,14}\b)", kExact)},
        {"social security number", std::regex(R"(\b\d{3}-\d{2}-\d{4}\b)", kExact)},
        // AAMVA: the file's head, or an element's name at the beginning of a line with its value.
        {"licence barcode", std::regex(R"(ANSI ?\d{6}|(^|\n)(DCS|DAC|DAD|DAQ|DBB|DAG|DAI|DAK)[A-Z0-9])", kExact)},
        {"machine-readable zone", std::regex(R"([PIACV][A-Z0-9<][A-Z]{3}[A-Z0-9<]{0,39}<<[A-Z0-9<]{8,})", kExact)},
        {"picture",
         std::regex(R"(iVBORw0KGgo|/9j/4[A-Za-z0-9+/]{8}|R0lGOD[A-Za-z0-9+/]{8}|data:image/)", kExact)},
        {"token", std::regex(R"(eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{8,}|bearer +[A-Za-z0-9._~+/-]{12,})", kAnyCase)},
        {"private key", std::regex(R"(BEGIN [A-Z ]*PRIVATE KEY)", kExact)},
        {"long encoded text", std::regex(R"([A-Za-z0-9+/=_-]{200})", kExact)},
        {"a person's field",
         std::regex(
             R"(\b(given|family|first|last|middle)[ _-]?names?\b|\b(birth[ _-]?date|date[ _-]of[ _-]birth|dob)\b|)"
             R"(\bpatient[ _-]?(name|id)\b|\b(postal|zip)[ _-]?code\b)",
             kAnyCase)},
    };
    return kRules;
}

}  // namespace

std::optional<Personal> find_personal(std::string_view text) {
    // Piece by piece: the library's matcher recurses with the length of what it looks at.
    constexpr std::size_t kPiece = 4096, kOverlap = 512;
    for (std::size_t from = 0; from < text.size(); from += kPiece - kOverlap) {
        const std::string_view piece = text.substr(from, kPiece);
        for (const Rule& rule : rules()) {
            std::cmatch match;
            if (std::regex_search(piece.data(), piece.data() + piece.size(), match, rule.pattern)) {
                return Personal{rule.name, from + static_cast<std::size_t>(match.position()),
                                static_cast<std::size_t>(match.length())};
            }
        }
        if (piece.size() < kPiece) break;
    }
    return std::nullopt;
}

}  // namespace vestibule::diagnostics
