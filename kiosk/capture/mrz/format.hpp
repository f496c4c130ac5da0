// format - the layouts of ICAO 9303: which characters may stand where, and what its check digits cover.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace vestibule::capture::mrz {

struct Piece {
    int line, first, last;  ///< from 1, as the standard counts
};

struct Check {
    std::string_view name;
    std::vector<Piece> over;
    Piece digit;  ///< one position
};

struct Format {
    std::string_view name;
    int lines, length;
    /// One letter a position: A letter or filler, L letter, N letter, digit or filler, D digit, F digit or filler,
    /// S sex, C check digit or filler.
    std::vector<std::string_view> classes;
    std::vector<Check> checks;
    std::vector<Piece> names, number, birth, sex, expiry, nationality, issuer, optional;
    std::string_view starts;  ///< letters that the first line may begin with
};

[[nodiscard]] const std::vector<Format>& formats();

/// Whether a character may stand at a position of that class.
[[nodiscard]] bool allowed(char position_class, char character);

[[nodiscard]] int check_digit(std::string_view text);

}  // namespace vestibule::capture::mrz
