// takes - whole picture-takings before the camera: what is taken, how soon, and whether it was worth taking.
#pragma once

#include <set>

#include "kiosk/capture/capture.hpp"
#include "tests/capture/score/sets.hpp"

namespace vestibule::score {

/// What is wrong with the way a document is held, or nothing.
enum class Fault : std::uint8_t {
    None,
    Blurred,
    Shaken,
    Dark,
    Glare,
    Far,
    Tilted,
    CutOff,
    Covered,
    Empty,
    Near,
    WrongSide
};
inline constexpr std::array faults = {Fault::None, Fault::Blurred, Fault::Shaken, Fault::Dark,    Fault::Glare,
                                      Fault::Far,  Fault::Tilted,  Fault::CutOff, Fault::Covered, Fault::Empty};
[[nodiscard]] std::string_view name(Fault fault);

struct Takes {
    int good = 0, refused = 0;        ///< good holds, and those that gave no picture within eight seconds
    int taken = 0, bad_accepted = 0;  ///< pictures, and those that a provider would refuse
    int faulty = 0, told = 0;         ///< faulty holds, and those whose fault was said
    int untrue = 0;                   ///< hints said in good holds once they were steady, which hold for none
    std::vector<double> steady_to_shutter_s;
    std::vector<std::string> notes;  ///< each bad picture and each refusal, in words
    [[nodiscard]] double seconds_at(double share) const;
};

/// `rounds` holds of each fault and ten times as many good ones, with recorded tracks where there are any.
[[nodiscard]] Takes score_takes(Family family, std::uint64_t first_seed, int rounds, const std::vector<Track>& recorded,
                                Prints& prints);

/// What is said and done in one hold, once the hand has settled.
struct Heard {
    std::set<capture::Hint> hints;
    bool taken = false;
};
[[nodiscard]] Heard hear(Fault fault, Family family, std::uint64_t seed, Prints& prints);

/// A camera before which nobody holds anything: one scene after the other, ten seconds each.
struct Empty {
    int frames = 0, found = 0, captures = 0;
    double seconds = 0;
};
[[nodiscard]] Empty score_empty(Family family, std::uint64_t first_seed, double seconds, Prints& prints);

}  // namespace vestibule::score
