// moves - the few ways in which a state changes, shared by the handlers of both tables.
#pragma once

#include "kiosk/journey/event.hpp"
#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

void command(Next& next, CommandKind kind, bool allow = false);
/// A command whose answer is waited for.
void request(Next& next, CommandKind kind, bool allow = false);
/// Gives up the request that is waited for, if any.
void cancel(Next& next);
/// Leaves the present step (camera, request) and enters another (its camera, its request).
void go(Next& next, Step step);
void open_overlay(Next& next, Overlay overlay);
void close_overlay(Next& next);
void erase(Next& next, Ending ending);
/// To ServiceTrouble, which leads back to `back_to`.
void trouble(Next& next, Trouble trouble, Step back_to);

[[nodiscard]] constexpr bool is_capture(Step step) {
    return step == Step::DocumentFront || step == Step::DocumentBack || step == Step::Selfie;
}
[[nodiscard]] constexpr bool asks_for(const State& state, Asks what) {
    return (state.asks & what) != 0;
}

}  // namespace vestibule::journey
