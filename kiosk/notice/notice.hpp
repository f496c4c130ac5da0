// notice - the picture of a kiosk that is out of service: plain words, the code and the number to call; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/notice/letters.hpp"

namespace vestibule::notice {

/// The catalog's DiskChanged: the start of the machine shows it, and nothing of the kiosk runs.
inline constexpr int kDiskChanged = 365;

struct Words {
    std::string desk;   ///< where a person helps; empty: "the front desk"
    std::string phone;  ///< whom staff call; empty: no line
    int code = 0;       ///< how the last process ended
};

/// What the notice says, from top to bottom.
[[nodiscard]] std::vector<std::string> lines_of(const Words& words);

/// What a settings file says of `key`, found without understanding the file: the settings may be what is broken.
[[nodiscard]] std::string look_up(std::string_view settings, std::string_view key);

void draw(const Canvas& canvas, const Words& words);

}  // namespace vestibule::notice
