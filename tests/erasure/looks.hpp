// looks - what each screen of a visit looks like, to the pixel, as one number a screen.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/flows/play.hpp"

namespace vestibule::erasure {

using Looks = std::map<std::string, std::uint64_t>;

/// The first screens of a visit, Welcome .. Contact; enough to see whether somebody was here before.
[[nodiscard]] Looks looks_of_a_beginning(sandbox::Sandbox& services, automation::Kiosk& kiosk);
/// All screens of a visit, Welcome .. Done, but those whose picture lives.
[[nodiscard]] Looks looks_of_a_visit(sandbox::Sandbox& services, automation::Kiosk& kiosk);

}  // namespace vestibule::erasure
