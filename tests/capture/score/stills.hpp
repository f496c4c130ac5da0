// stills - scores the methods on single frames, set by set.
#pragma once

#include <vector>

#include "tests/capture/score/methods.hpp"
#include "tests/capture/score/sets.hpp"

namespace vestibule::score {

/// One method on one set.
struct Score {
    Set set = Set::Clean;
    std::string method;
    int frames = 0, missed = 0;
    std::vector<double> overlaps, ms;
    int alarms = 0;  ///< in empty scenes
    [[nodiscard]] double mean() const;
    [[nodiscard]] double share_above(double overlap) const;
    [[nodiscard]] double ms_at(double share) const;
};

/// A frame that went badly for the first method.
struct Bad {
    Set set = Set::Clean;
    Family family = Family::Tuned;
    std::uint64_t seed = 0;
    double overlap = 0;
};

struct Stills {
    std::vector<Score> scores;  ///< set by set, in it method by method
    std::vector<Bad> worst;     ///< the worst first
};

[[nodiscard]] Stills score_stills(std::vector<Method>& methods, Family family, std::uint64_t first_seed, int frames,
                                  std::optional<Set> only, Prints& prints);
/// The frames themselves with truth and answer drawn, as a PNG.
void contact_sheet(const std::vector<Bad>& worst, Method& method, Prints& prints, const std::string& path);

}  // namespace vestibule::score
