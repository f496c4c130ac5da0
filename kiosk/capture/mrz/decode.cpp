// decode - position classes first, then check digits; what only a check digit would say is not said.
#include "kiosk/capture/mrz/decode.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/capture/mrz/states.hpp"

namespace vestibule::capture::mrz {
namespace {

using privacy::WipedString;

constexpr float easy_loss = 1.5F;        // logarithm of a probability: any character may give way that cheaply
constexpr float confusable_loss = 4.5F;  // what two that look alike may cost where only one of them may stand
constexpr float name_loss = 7;           // names have no digits, whatever the printer
constexpr float digit_loss = 9;          // a digit must stand there: what reads best of them, though it proves nothing
constexpr float state_loss = 7;          // and three letters must be a state's
constexpr float repair_loss = 2.5F;      // and where both may stand, and a check digit decides
constexpr float letter_o_loss = 4;       // logarithm of 50 to 1
constexpr float filler_loss = 5;         // a mark among fillers that is nearly one
constexpr float certain_log = -0.06F;    // a probability of 0.94: what no check digit covers must be that sure

/// Pairs that printers and cameras make of each other in OCR-B.
bool confusable(char a, char b) {
    for (const std::string_view group : {"0OQDU", "1ILJT", "2Z", "5S", "8B", "6G", "4A", "7YZ", "<KC", "VYU", "MNHW"}) {
        if (group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos) return true;
    }
    return false;
}

std::size_t index_of(char character) {
    return alphabet.find(character);
}

std::size_t top_of(const LogShares& shares) {
    return static_cast<std::size_t>(std::max_element(shares.begin(), shares.begin() + glyphs) - shares.begin());
}

WipedString joined(const std::vector<WipedString>& lines, const std::vector<Piece>& pieces) {
    WipedString text;
    for (const Piece& piece : pieces) {
        text += lines[static_cast<std::size_t>(piece.line - 1)].substr(
            static_cast<std::size_t>(piece.first - 1), static_cast<std::size_t>(piece.last - piece.first + 1));
    }
    return text;
}

/// TD1's long number: a filler for the check digit, the rest of the number and its digit in the optional data.
bool long_number_right(const Format& format, const std::vector<WipedString>& lines) {
    const WipedString tail = joined(lines, {{1, 16, 30}});
    const auto end = tail.find('<');
    if (format.name != "TD1" || end == WipedString::npos || end < 2) return false;
    const WipedString number = joined(lines, format.number) + tail.substr(0, end - 1);
    return check_digit(number) == tail[end - 1] - '0';
}

bool right(const Format& format, const Check& check, const std::vector<WipedString>& lines) {
    const WipedString over = joined(lines, check.over);
    const char digit = joined(lines, {check.digit}).front();
    if (digit == '<') {
        if (check.name == "number") return long_number_right(format, lines);
        return over.find_first_not_of('<') == WipedString::npos;
    }
    return digit >= '0' && digit <= '9' && check_digit(over) == digit - '0';
}

int wrong_checks(const Format& format, const std::vector<WipedString>& lines) {
    return static_cast<int>(std::count_if(format.checks.begin(), format.checks.end(),
                                          [&](const Check& check) { return !right(format, check, lines); }));
}

bool covers(const Check& check, int line, int position) {
    const auto inside = [&](const Piece& piece) {
        return piece.line == line && piece.first <= position && position <= piece.last;
    };
    return inside(check.digit) || std::any_of(check.over.begin(), check.over.end(), inside);
}

bool covered(const Format& format, int line, int position) {
    return std::any_of(format.checks.begin(), format.checks.end(),
                       [&](const Check& check) { return covers(check, line, position); });
}

/// Numbers hold a zero far more often than the letter, which most states leave out of them.
LogShares with_prior(char position_class, LogShares shares) {
    if (position_class == 'N') shares[index_of('O')] -= letter_o_loss;
    return shares;
}

bool in_name(const Format& format, std::size_t line, std::size_t at) {
    return std::any_of(format.names.begin(), format.names.end(), [&](const Piece& piece) {
        return piece.line == static_cast<int>(line) + 1 && piece.first <= static_cast<int>(at) + 1 &&
               static_cast<int>(at) + 1 <= piece.last;
    });
}

/// Whether a cell's own reading may not stand where it is, and is not simply like what may.
bool forced(char position_class, const LogShares& seen, char chosen) {
    const std::size_t top = top_of(seen);
    return !allowed(position_class, alphabet[top]) && seen[top] - seen[index_of(chosen)] > easy_loss &&
           !confusable(alphabet[top], chosen);
}

char choose(char position_class, bool name, const LogShares& seen) {
    const LogShares shares = with_prior(position_class, seen);
    const std::size_t top = top_of(shares);
    if (allowed(position_class, alphabet[top])) return alphabet[top];
    const bool numeric = position_class == 'D' || position_class == 'F' || position_class == 'C';
    std::size_t best = top;
    for (std::size_t at = 0; at < glyphs; ++at) {
        if (!allowed(position_class, alphabet[at]) || (best != top && shares[at] <= shares[best])) continue;
        const float loss = shares[top] - shares[at];
        const bool alike = confusable(alphabet[top], alphabet[at]);
        if (loss <= easy_loss || (loss <= confusable_loss && alike) || (name && loss <= name_loss) ||
            (numeric && loss <= digit_loss))
            best = at;
    }
    return alphabet[best];
}

/// Names end in fillers: after three of them nothing else comes, and a mark that is nearly one is one.
void settle_fillers(const Format& format, const Cells& cells, std::vector<WipedString>& lines) {
    for (const Piece& piece : format.names) {
        auto& line = lines[static_cast<std::size_t>(piece.line - 1)];
        const auto last = static_cast<std::size_t>(piece.last);
        auto end = line.find("<<<", static_cast<std::size_t>(piece.first - 1));
        // A single misread filler must not hide the run.
        for (; end < last && end != WipedString::npos; ++end) {
            const LogShares& shares = cells[static_cast<std::size_t>(piece.line - 1)][end];
            if (line[end] != '<' && shares[top_of(shares)] - shares[index_of('<')] <= filler_loss) line[end] = '<';
        }
    }
    // A lone C or K between fillers of optional data is one of them.
    for (const Piece& piece : format.optional) {
        auto& line = lines[static_cast<std::size_t>(piece.line - 1)];
        for (auto at = static_cast<std::size_t>(piece.first); at < static_cast<std::size_t>(piece.last); ++at) {
            const bool ends = at + 1 >= static_cast<std::size_t>(piece.last) || line[at + 1] == '<';
            if (line[at - 1] != '<' || !ends || (line[at] != 'C' && line[at] != 'K')) continue;
            const LogShares& shares = cells[static_cast<std::size_t>(piece.line - 1)][at];
            if (shares[top_of(shares)] - shares[index_of('<')] <= filler_loss) line[at] = '<';
        }
    }
}

/// Three letters that are no state's, of which one that looks like another makes exactly one state's: that is meant.
void settle_states(const Format& format, const Cells& cells, std::vector<WipedString>& lines) {
    for (const auto* field : {&format.issuer, &format.nationality}) {
        for (const Piece& piece : *field) {
            auto& line = lines[static_cast<std::size_t>(piece.line - 1)];
            const auto first = static_cast<std::size_t>(piece.first - 1);
            if (piece.last - piece.first != 2 || known_state(std::string_view(line).substr(first, 3))) continue;
            std::size_t place = 0;
            char meant = 0;
            int found = 0;
            for (std::size_t at = first; at < first + 3; ++at) {
                const LogShares& shares = cells[static_cast<std::size_t>(piece.line - 1)][at];
                for (std::size_t other = 0; other < glyphs; ++other) {
                    if (!confusable(line[at], alphabet[other]) || alphabet[other] == line[at]) continue;
                    if (shares[index_of(line[at])] - shares[other] > state_loss) continue;
                    WipedString attempt = line.substr(first, 3);
                    attempt[at - first] = alphabet[other];
                    if (known_state(attempt)) place = at, meant = alphabet[other], ++found;
                }
            }
            if (found == 1) line[place] = meant;
        }
    }
}

/// One change, between two that look alike and are nearly equally likely, if it is the only one that sets all right.
bool repair(const Format& format, const Cells& cells, std::vector<WipedString>& lines) {
    int found = 0;
    std::vector<WipedString> fixed;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        for (std::size_t at = 0; at < lines[line].size(); ++at) {
            const char position_class = format.classes[line][at], now = lines[line][at];
            if (!covered(format, static_cast<int>(line) + 1, static_cast<int>(at) + 1)) continue;
            const LogShares& shares = cells[line][at];
            for (std::size_t other = 0; other < glyphs; ++other) {
                const char candidate = alphabet[other];
                if (candidate == now || !allowed(position_class, candidate) || !confusable(now, candidate)) continue;
                if (shares[index_of(now)] - shares[other] > repair_loss) continue;
                auto attempt = lines;
                attempt[line][at] = candidate;
                if (wrong_checks(format, attempt) != 0) continue;
                ++found;
                fixed = std::move(attempt);
            }
        }
    }
    if (found == 1) lines = std::move(fixed);
    return found == 1;
}

bool plausible_date(std::string_view text, bool must_be_whole) {
    const auto number = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9'
                   ? (text[at] - '0') * 10 + text[at + 1] - '0'
                   : -1;
    };
    const int month = number(2), day = number(4);
    if (!must_be_whole && text.substr(2) == "<<<<") return true;
    if (!must_be_whole && text.substr(4) == "<<" && month >= 1 && month <= 12) return true;
    return number(0) >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// Letters between fillers as a name should have them: it begins with a letter, and nothing follows three fillers.
bool plausible_name(const Format& format, const std::vector<WipedString>& lines) {
    for (const Piece& piece : format.names) {
        const WipedString name = joined(lines, {piece});
        if (name.front() < 'A' || name.front() > 'Z') return false;
        const auto end = name.find("<<<");
        if (end != WipedString::npos && name.find_first_not_of('<', end) != WipedString::npos) return false;
    }
    return true;
}

std::string_view doubt_of(const Format& format, const std::vector<WipedString>& lines) {
    for (std::size_t line = 0; line < lines.size(); ++line) {
        for (std::size_t at = 0; at < lines[line].size(); ++at) {
            if (!allowed(format.classes[line][at], lines[line][at])) return "character";
        }
    }
    for (const Check& check : format.checks) {
        if (!right(format, check, lines)) return check.name;
    }
    if (format.starts.find(lines[0].front()) == std::string_view::npos) return "type";
    if (!plausible_name(format, lines)) return "name";
    if (!plausible_date(joined(lines, format.birth), false)) return "birth date";
    if (!format.expiry.empty() && !plausible_date(joined(lines, format.expiry), false)) return "expiry date";
    return {};
}

}  // namespace

Mrz decode(const Format& format, const Cells& cells) {
    std::vector<WipedString> lines;
    for (std::size_t line = 0; line < cells.size(); ++line) {
        WipedString text;
        for (std::size_t at = 0; at < cells[line].size(); ++at)
            text.push_back(choose(format.classes[line][at], in_name(format, line, at), cells[line][at]));
        lines.push_back(std::move(text));
    }
    settle_fillers(format, cells, lines);
    settle_states(format, cells, lines);
    if (wrong_checks(format, lines) != 0) repair(format, cells, lines);
    Mrz mrz = interpret(format, lines);
    float sum = 0;
    int count = 0;
    bool certain = true;
    for (std::size_t line = 0; line < cells.size(); ++line) {
        for (std::size_t at = 0; at < cells[line].size(); ++at, ++count) {
            const float share = cells[line][at][index_of(lines[line][at])];
            sum += std::max(share, -6.0F);
            const bool filler_run = lines[line][at] == '<' && share > -filler_loss;
            if (share < certain_log && !filler_run &&
                !covered(format, static_cast<int>(line) + 1, static_cast<int>(at) + 1))
                certain = false;
            if (forced(format.classes[line][at], cells[line][at], lines[line][at])) certain = false;
        }
    }
    mrz.confidence = std::exp(sum / static_cast<float>(count));
    if (mrz.valid && !certain) mrz.valid = false, mrz.doubt = unsure_character;
    return mrz;
}

Mrz interpret(const Format& format, const std::vector<WipedString>& lines) {
    Mrz mrz;
    mrz.type = format.name;
    mrz.doubt = doubt_of(format, lines);
    mrz.valid = mrz.doubt.empty();
    const auto field = [&](const std::vector<Piece>& pieces) {
        WipedString text = joined(lines, pieces);
        while (!text.empty() && text.back() == '<') text.pop_back();
        std::replace(text.begin(), text.end(), '<', ' ');
        return privacy::SecretText(std::move(text));
    };
    if (format.name == "FRA-ID") {
        mrz.data.family_name = field({format.names[0]});
        mrz.data.given_names = field({format.names[1]});
    } else {
        const WipedString name = joined(lines, format.names);
        const auto cut = name.find("<<");
        const auto words = [](std::string_view part) {
            WipedString text(part);
            std::replace(text.begin(), text.end(), '<', ' ');
            while (!text.empty() && text.back() == ' ') text.pop_back();
            return privacy::SecretText(std::move(text));
        };
        mrz.data.family_name = words(std::string_view(name).substr(0, cut));
        if (cut != WipedString::npos) mrz.data.given_names = words(std::string_view(name).substr(cut + 2));
    }
    mrz.data.document_number = field(format.number);
    mrz.data.birth_date = privacy::SecretText(joined(lines, format.birth));
    mrz.data.expiry_date = privacy::SecretText(joined(lines, format.expiry));
    mrz.sex = field(format.sex);
    mrz.nationality = field(format.nationality);
    mrz.issuer = field(format.issuer);
    mrz.optional_data = field(format.optional);
    for (const WipedString& line : lines) mrz.lines.push_back(privacy::secret(line));
    return mrz;
}

}  // namespace vestibule::capture::mrz
