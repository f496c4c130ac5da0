// mode - technician mode as a pure function: a state and an event give the next state and what is to be done.
#pragma once

#include <chrono>
#include <string_view>

#include "kiosk/staff/event.hpp"

namespace vestibule::staff {

/// Somebody who went away must not leave the door open; while a test runs it does not count.
inline constexpr std::chrono::minutes kIdle{5};
/// Nobody slides a finger for so long without reaching another square.
inline constexpr std::chrono::seconds kTouchPause{20};
/// A guided walk begins no further test after that; a minute of tests without a hand comes last.
inline constexpr std::chrono::seconds kGuided{240};

/// Aborts where the table says that a pair is impossible.
[[nodiscard]] Next step(const State& state, const Event& event);

/// Whether the time without a sign of a human counts.
[[nodiscard]] bool may_idle(const State& state);
/// Facility IT sees to the network; everything else is the technician's.
[[nodiscard]] bool may_open(Role role, Step step);
[[nodiscard]] bool may_run(Role role, std::string_view test);

[[nodiscard]] std::string_view name(Step step);
[[nodiscard]] std::string_view name(EventKind kind);

/// What the table says of a pair, for whoever reads or tests it.
enum class Fate : std::uint8_t { Handled, Ignored, Impossible };
struct Said {
    Fate fate;
    std::string_view why;
};
[[nodiscard]] Said said(Step step, EventKind kind);

}  // namespace vestibule::staff
