// moves - leaving and entering steps, requests, overlays, the end.
#include "kiosk/journey/moves.hpp"

#include <cstdlib>

namespace vestibule::journey {

void command(Next& next, CommandKind kind, bool allow) {
    if (next.count == next.commands.size()) std::abort();  // a step never asks for so much at once
    next.commands[next.count++] = {.kind = kind, .step = next.state.step, .place = next.state.place, .allow = allow};
}

void request(Next& next, CommandKind kind, bool allow) {
    State& s = next.state;
    s.pending = ++s.last_request;
    s.pending_kind = kind;
    s.pending_allow = allow;
    command(next, kind, allow);
    next.commands[next.count - 1].request = s.pending;
}

void cancel(Next& next) {
    if (next.state.pending == 0) return;
    command(next, CommandKind::CancelRequest);
    next.state.pending = 0;
}

void go(Next& next, Step step) {
    State& s = next.state;
    cancel(next);
    if (is_capture(s.step)) command(next, CommandKind::CloseCamera);
    s.step = step;
    switch (step) {
        case Step::ChooseProvider:
            request(next, CommandKind::CheckProviders);
            break;
        case Step::Phone:
            request(next, CommandKind::StartPhone);
            break;
        case Step::DocumentFront:
        case Step::DocumentBack:
        case Step::Selfie:
            s.camera_lost = false;
            if (s.overlay == Overlay::None) command(next, CommandKind::OpenCamera);
            break;
        case Step::Verifying:
            request(next, CommandKind::Verify);
            break;
        case Step::Searching:
            request(next, CommandKind::Search);
            break;
        case Step::PortalSignIn:
            request(next, CommandKind::StartPortal);
            break;
        case Step::Sharing:
            request(next, CommandKind::Share);
            break;
        default:
            break;
    }
}

void open_overlay(Next& next, Overlay overlay) {
    if (next.state.overlay == Overlay::None && is_capture(next.state.step)) command(next, CommandKind::CloseCamera);
    next.state.overlay = overlay;
}

void close_overlay(Next& next) {
    next.state.overlay = Overlay::None;
    if (is_capture(next.state.step)) {
        next.state.camera_lost = false;
        command(next, CommandKind::OpenCamera);
    }
}

void erase(Next& next, Ending ending) {
    next.state.overlay = Overlay::None;
    next.state.ending = ending;
    go(next, Step::Erasing);
    command(next, CommandKind::Erase);
}

void trouble(Next& next, Trouble what, Step back_to) {
    next.state.trouble = what;
    next.state.back_to = back_to;
    go(next, Step::ServiceTrouble);
}

}  // namespace vestibule::journey
