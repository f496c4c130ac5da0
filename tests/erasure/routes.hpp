// routes - the canary's ways through the kiosk, so that every state that a patient can stand in is reached.
#pragma once

#include <span>
#include <string_view>

#include "tests/flows/play.hpp"

namespace vestibule::erasure {

/// A way through some states; each is reported as it is reached, an overlay by its own name.
struct Route {
    const char* name;
    std::span<const std::string_view> states;
    void (*play)(flows::Play& play);
};

[[nodiscard]] std::span<const Route> routes();

}  // namespace vestibule::erasure
