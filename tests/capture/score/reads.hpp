// reads - codes of licence backs in single frames at 1080p, found by the kiosk's finder: read, not read, read wrongly.
#pragma once

#include <string>

#include "tests/capture/score/sets.hpp"

namespace vestibule::score {

struct Reads {
    int frames = 0, decodable = 0, read = 0;
    int beyond = 0, beyond_read = 0;  ///< of those that are not decodable by the rule
    int wrong = 0;                    ///< another text than what is printed, in any frame
};

/// A frame is decodable by the rule that was measured for the decoder: the blur's sigma is at most half a module, and a
/// module has at least 1.75 pixels.
[[nodiscard]] Reads score_reads(std::uint64_t first_seed, int frames, Prints& prints);
[[nodiscard]] std::string reads_table(const Reads& reads);
/// How many figures are below what was reached; says so on the page.
[[nodiscard]] int below_pins(const Reads& reads, std::string& page);

}  // namespace vestibule::score
