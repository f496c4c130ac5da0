// journey - decides: a pure function from a state and an event to the next state and commands.
#pragma once

#include "kiosk/journey/event.hpp"
#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

/// Whether an event belongs to the present moment. Stale ones - an answer to a request that is not waited for any more,
/// a touch on a screen that is gone, a camera's word while it is closed - are dropped here and nowhere else.
[[nodiscard]] bool is_stale(const State& state, const Event& event);

/// The next state and what is to be done. An impossible pair is a bug and aborts with the pair's names.
[[nodiscard]] Next step(const State& state, const Event& event);
[[nodiscard]] Next step(const State& state, OverlayEvent event);

/// The first state of a process: the successor of a visit begins with Erased.
[[nodiscard]] State first_state(bool after_a_visit);

}  // namespace vestibule::journey
