// sets - the nine kinds of scenes that finders are scored on.
#pragma once

#include <string_view>

#include "tests/capture/score/lens.hpp"
#include "tests/capture/score/surface.hpp"

namespace vestibule::score {

enum class Set : std::uint8_t { Clean, White, Clutter, LowLight, Defocus, Motion, Glare, Fingers, None };
inline constexpr std::array sets = {Set::Clean,  Set::White, Set::Clutter, Set::LowLight, Set::Defocus,
                                    Set::Motion, Set::Glare, Set::Fingers, Set::None};
[[nodiscard]] std::string_view name(Set set);

/// One scene; the same numbers draw the same scene. `prints` outlives it.
class Prints {
public:
    /// A few of each kind and family: to print one takes longer than to photograph it.
    const Print& get(Kind kind, Family family, std::uint64_t seed);

private:
    std::array<std::vector<Print>, 6> kept_;
};
[[nodiscard]] Shot scene(Set set, Family family, std::uint64_t seed, Prints& prints);

/// A pose in which the whole document is in the picture, as wide as `share` of it.
[[nodiscard]] Pose framed(const Print& print, const Camera& camera, double share, double tilt_degrees,
                          double turn_degrees, Random& random);
/// Thumbs on the document and fingers behind it.
void hold(Shot& shot, Random& random, double reach_mm);

}  // namespace vestibule::score
