// mode - set-up as a pure function: a state and an event give the next state and what is to be done.
#pragma once

#include <chrono>
#include <string_view>

#include "kiosk/setup/event.hpp"

namespace vestibule::setup {

/// Whoever went away may have left a key on the screen.
inline constexpr std::chrono::minutes kIdle{5};
/// Nobody slides a finger for so long without reaching another square.
inline constexpr std::chrono::seconds kTouchPause{20};

/// Aborts where the table says that a pair is impossible.
[[nodiscard]] Next step(const State& state, const Event& event);

/// Which step a button of this one leads to, besides forward and back.
[[nodiscard]] bool may_open(Step from, Step to);
/// Where set-up stands for whoever is before it: 1 to kMainSteps.
[[nodiscard]] int part_of(Step step);

[[nodiscard]] std::string_view name(Step step);
[[nodiscard]] std::string_view name(EventKind kind);

/// What the table says of a pair, for whoever reads or tests it.
enum class Fate : std::uint8_t { Handled, Ignored, Impossible };
struct Said {
    Fate fate;
    std::string_view why;
};
[[nodiscard]] Said said(Step step, EventKind kind);

}  // namespace vestibule::setup
