// report - the tables of a scoring, and the figures that may not get worse.
#pragma once

#include <map>

#include "tests/capture/score/stills.hpp"
#include "tests/capture/score/takes.hpp"

namespace vestibule::score {

/// The rows of an earlier page: what the previous version reached stands beside what is reached now.
class Previous {
public:
    Previous() = default;
    explicit Previous(const std::string& path);
    /// The rest of the row of a set, or nothing.
    [[nodiscard]] std::string row(Family family, Set set) const;

private:
    std::map<std::pair<Family, std::string>, std::string> rows_;
    std::string frames_;  ///< of each set, that it was scored with
};

[[nodiscard]] std::string stills_table(const Stills& stills, Family family, int frames, const Previous& previous);
[[nodiscard]] std::string takes_table(const Takes& takes);
[[nodiscard]] std::string empty_table(const Empty& empty);

/// How many figures are below what a scoring of this size reached; each is added to the page.
[[nodiscard]] int below_pins(const Stills& stills, Family family, std::string& page);
[[nodiscard]] int below_pins(const Takes& takes, std::string& page);
[[nodiscard]] int below_pins(const Empty& empty, std::string& page);

}  // namespace vestibule::score
