// handlers_records - search, places, portal sign-ins, consent, what to share, and sharing.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::journey {

namespace {

/// After the last consent: what to share, or the end if nothing may be shared.
void to_sharing(Next& n) {
    go(n, n.state.shareable > 0 ? Step::Categories : Step::Done);
}

void consent_told(Next& n) {
    State& s = n.state;
    const bool allowed = s.pending_allow;
    s.pending = 0;
    if (s.place != kNoPlace) {  // for the place that was just signed in to
        if (allowed) ++s.shareable;
        s.place = kNoPlace;
        return go(n, Step::Places);
    }
    s.connected_consented = true;
    s.connected_allowed = allowed;
    if (allowed) s.shareable = static_cast<std::uint16_t>(s.shareable + s.connected);
    to_sharing(n);
}

}  // namespace

void search_answered(Next& n, const Event& e) {
    State& s = n.state;
    s.pending = 0;
    if (e.outcome != Outcome::Ok) return trouble(n, Trouble::Unreachable, Step::Searching);
    s.places = e.value;
    s.connected = e.value2;
    s.sign_ins_open = static_cast<std::uint16_t>(s.places - s.connected);
    s.shareable = 0;
    s.connected_consented = s.connected_allowed = false;
    go(n, Step::Places);
}

void search_timed_out(Next& n, const Event&) {
    trouble(n, Trouble::Unreachable, Step::Searching);
}

void places(Next& n, const Event& e) {
    State& s = n.state;
    if (e.kind == EventKind::Choose && e.choice == Choice::SignIn) {
        if (e.value >= s.places || s.sign_ins_open == 0) return;
        s.place = e.value;
        s.trouble = Trouble::None;
        return go(n, Step::PortalSignIn);
    }
    if (e.kind == EventKind::Choose && e.choice == Choice::Desk) return open_overlay(n, Overlay::Help);
    if (e.kind == EventKind::Choose && e.choice != Choice::Skip) return;
    s.place = kNoPlace;
    if (s.connected > 0 && !s.connected_consented) return go(n, Step::ShareConsent);
    to_sharing(n);
}

void portal_answered(Next& n, const Event& e) {
    State& s = n.state;
    s.pending = 0;
    if (e.outcome == Outcome::Ok) {
        --s.sign_ins_open;
        return go(n, Step::ShareConsent);
    }
    s.place = kNoPlace;
    if (e.outcome == Outcome::Unreachable) return trouble(n, Trouble::Unreachable, Step::Places);
    s.trouble = e.outcome == Outcome::Expired ? Trouble::Expired : Trouble::Declined;
    go(n, Step::Places);
}

void portal_expired(Next& n, const Event&) {
    n.state.place = kNoPlace;
    n.state.trouble = Trouble::Expired;
    go(n, Step::Places);
}

void share_consent(Next& n, const Event& e) {
    if (e.kind == EventKind::Choose && e.choice == Choice::Yes) return request(n, CommandKind::SendShareConsent, true);
    if (e.kind == EventKind::Choose && e.choice == Choice::No) return request(n, CommandKind::SendShareConsent, false);
    if (e.kind == EventKind::Choose) return;
    if (e.outcome == Outcome::Ok) return consent_told(n);
    n.state.pending = 0;
    trouble(n, Trouble::Unreachable, Step::ShareConsent);
}

void categories(Next& n, const Event&) {
    go(n, Step::Confirm);
}

void confirm(Next& n, const Event&) {
    go(n, Step::Sharing);
}

void share_answered(Next& n, const Event& e) {
    n.state.pending = 0;
    if (e.outcome == Outcome::Ok) return go(n, Step::Done);
    if (e.outcome == Outcome::Unreachable) return trouble(n, Trouble::Unreachable, Step::Confirm);
    trouble(n, Trouble::Unknown, Step::Confirm);
}

void share_timed_out(Next& n, const Event&) {
    trouble(n, Trouble::Unknown, Step::Confirm);
}

}  // namespace vestibule::journey
