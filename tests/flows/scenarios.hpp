// scenarios - the visits that the demo plays and the flow tests check, by name.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "tests/flows/play.hpp"

namespace vestibule::flows {

struct Scenario {
    std::string_view name;
    std::string_view what;            ///< one line for --list
    std::function<void(Play&)> play;  ///< throws automation::Unexpected
    std::string_view camera = "simulated:desk";
};

[[nodiscard]] std::span<const Scenario> scenarios();
/// Null when there is none of this name.
[[nodiscard]] const Scenario* scenario(std::string_view name);

}  // namespace vestibule::flows
