// journey - looks the pair up, drops what is stale, and numbers the screens.
#include "kiosk/journey/journey.hpp"

#include <cstdio>
#include <cstdlib>

#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

[[noreturn]] void bug(std::string_view where, std::string_view what, std::string_view why) {
    std::fprintf(stderr, "journey: %.*s in %.*s is impossible: %.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(where.size()), where.data(), static_cast<int>(why.size()), why.data());
    std::abort();
}

/// A touch belongs to the screen it was made on: whenever another screen is shown, the number changes.
void number_the_screen(const State& before, Next& next) {
    State& after = next.state;
    const bool same = before.step == after.step && before.overlay == after.overlay && before.pending == after.pending;
    after.generation = same ? before.generation : before.generation + 1;
}

template <typename E>
Next decide(const State& state, const Cell<E>& cell, const E& event, std::string_view where, std::string_view what) {
    Next next{.state = state};
    if (cell.fate == Fate::Impossible) bug(where, what, cell.why);
    if (cell.fate == Fate::Handled) {
        cell.act(next, event);
        number_the_screen(state, next);
    }
    return next;
}

bool is_touch(EventKind kind) {
    return kind == EventKind::Continue || kind == EventKind::Back || kind == EventKind::Choose;
}
bool is_camera(EventKind kind) {
    return kind == EventKind::Taken || kind == EventKind::CameraLost || kind == EventKind::CameraFound;
}

}  // namespace

bool is_stale(const State& state, const Event& event) {
    if (event.kind == EventKind::Answer) return event.request == 0 || event.request != state.pending;
    if (is_touch(event.kind)) return event.generation != state.generation;
    if (is_camera(event.kind)) return state.overlay != Overlay::None;  // the camera is closed under an overlay
    return false;
}

Next step(const State& state, const Event& event) {
    if (is_stale(state, event)) return {.state = state};
    const StepRow& from = row(state.step);
    return decide(state, from.cells[static_cast<std::size_t>(event.kind)], event, from.name, name(event.kind));
}

Next step(const State& state, OverlayEvent event) {
    if (!row(state.step).overlays) return {.state = state};  // Erased, Erasing and OutOfService stand alone
    const OverlayRow& from = overlay_table()[static_cast<std::size_t>(state.overlay)];
    return decide(state, from.cells[static_cast<std::size_t>(event)], event, from.name, name(event));
}

State first_state(bool after_a_visit) {
    State state;
    state.step = after_a_visit ? Step::Erased : Step::Welcome;
    return state;
}

}  // namespace vestibule::journey
