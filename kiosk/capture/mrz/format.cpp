// format - TD1, TD2, TD3, both visas, and the French card that came before the standard.
#include "kiosk/capture/mrz/format.hpp"

namespace vestibule::capture::mrz {
namespace {

// clang-format off
const std::string_view names_44 = "LAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const std::string_view names_36 = "LAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

std::vector<Format> make_formats() {
    return {
        {"TD3", 2, 44, {names_44, "NNNNNNNNNDAAAFFFFFFDSFFFFFFDNNNNNNNNNNNNNNCD"},
         {{"number", {{2, 1, 9}}, {2, 10, 10}}, {"birth", {{2, 14, 19}}, {2, 20, 20}},
          {"expiry", {{2, 22, 27}}, {2, 28, 28}}, {"optional", {{2, 29, 42}}, {2, 43, 43}},
          {"composite", {{2, 1, 10}, {2, 14, 20}, {2, 22, 43}}, {2, 44, 44}}},
         {{1, 6, 44}}, {{2, 1, 9}}, {{2, 14, 19}}, {{2, 21, 21}}, {{2, 22, 27}}, {{2, 11, 13}}, {{1, 3, 5}}, {{2, 29, 42}}, "P"},
        {"TD1", 3, 30, {"LNAAANNNNNNNNNCNNNNNNNNNNNNNNN", "FFFFFFDSFFFFFFDAAANNNNNNNNNNND", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
         {{"number", {{1, 6, 14}}, {1, 15, 15}}, {"birth", {{2, 1, 6}}, {2, 7, 7}}, {"expiry", {{2, 9, 14}}, {2, 15, 15}},
          {"composite", {{1, 6, 30}, {2, 1, 7}, {2, 9, 15}, {2, 19, 29}}, {2, 30, 30}}},
         {{3, 1, 30}}, {{1, 6, 14}}, {{2, 1, 6}}, {{2, 8, 8}}, {{2, 9, 14}}, {{2, 16, 18}}, {{1, 3, 5}}, {{1, 16, 30}, {2, 19, 29}}, "AIC"},
        {"TD2", 2, 36, {names_36, "NNNNNNNNNDAAAFFFFFFDSFFFFFFDNNNNNNND"},
         {{"number", {{2, 1, 9}}, {2, 10, 10}}, {"birth", {{2, 14, 19}}, {2, 20, 20}}, {"expiry", {{2, 22, 27}}, {2, 28, 28}},
          {"composite", {{2, 1, 10}, {2, 14, 20}, {2, 22, 35}}, {2, 36, 36}}},
         {{1, 6, 36}}, {{2, 1, 9}}, {{2, 14, 19}}, {{2, 21, 21}}, {{2, 22, 27}}, {{2, 11, 13}}, {{1, 3, 5}}, {{2, 29, 35}}, "AICP"},
        {"MRV-A", 2, 44, {names_44, "NNNNNNNNNDAAAFFFFFFDSFFFFFFDNNNNNNNNNNNNNNNN"},
         {{"number", {{2, 1, 9}}, {2, 10, 10}}, {"birth", {{2, 14, 19}}, {2, 20, 20}}, {"expiry", {{2, 22, 27}}, {2, 28, 28}}},
         {{1, 6, 44}}, {{2, 1, 9}}, {{2, 14, 19}}, {{2, 21, 21}}, {{2, 22, 27}}, {{2, 11, 13}}, {{1, 3, 5}}, {{2, 29, 44}}, "V"},
        {"MRV-B", 2, 36, {names_36, "NNNNNNNNNDAAAFFFFFFDSFFFFFFDNNNNNNNN"},
         {{"number", {{2, 1, 9}}, {2, 10, 10}}, {"birth", {{2, 14, 19}}, {2, 20, 20}}, {"expiry", {{2, 22, 27}}, {2, 28, 28}}},
         {{1, 6, 36}}, {{2, 1, 9}}, {{2, 14, 19}}, {{2, 21, 21}}, {{2, 22, 27}}, {{2, 11, 13}}, {{1, 3, 5}}, {{2, 29, 36}}, "V"},
        {"FRA-ID", 2, 36, {"LLLLLAAAAAAAAAAAAAAAAAAAAAAAAANNNNNN", "NNNNNNNNNNNNDAAAAAAAAAAAAAADDDDDDDSD"},
         {{"number", {{2, 1, 12}}, {2, 13, 13}}, {"birth", {{2, 28, 33}}, {2, 34, 34}},
          {"composite", {{1, 1, 36}, {2, 1, 35}}, {2, 36, 36}}},
         {{1, 6, 30}, {2, 14, 27}}, {{2, 1, 12}}, {{2, 28, 33}}, {{2, 35, 35}}, {}, {}, {{1, 3, 5}}, {}, "I"},
    };
}
// clang-format on

}  // namespace

const std::vector<Format>& formats() {
    static const std::vector<Format> all = make_formats();
    return all;
}

bool allowed(char position_class, char character) {
    const bool digit = character >= '0' && character <= '9', letter = character >= 'A' && character <= 'Z';
    const bool filler = character == '<';
    switch (position_class) {
        case 'A':
            return letter || filler;
        case 'L':
            return letter;
        case 'D':
            return digit;
        case 'F':
        case 'C':
            return digit || filler;
        case 'S':
            return character == 'M' || character == 'F' || character == 'X' || filler;
        default:
            return true;
    }
}

int check_digit(std::string_view text) {
    constexpr int weights[] = {7, 3, 1};
    int sum = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
        sum += value * weights[at % 3];
    }
    return sum % 10;
}

}  // namespace vestibule::capture::mrz
