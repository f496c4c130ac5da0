// handlers_verify - the details, the provider's answer, and what is offered when it is not "verified".
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::journey {

namespace {

/// Begins again with the provider; what was typed stays, pictures and the unfinished session do not.
void start_afresh(Next& n, Step step) {
    n.state.consented = n.state.told = false;
    n.state.failed_captures = 0;
    command(n, CommandKind::ForgetProvider, true);
    command(n, CommandKind::DropPictures);
    go(n, step);
}

void picture_wanted_again(Next& n, Step capture) {
    State& s = n.state;
    s.step = capture;  // so that the command names the picture to drop
    command(n, CommandKind::DropPicture);
    s.step = Step::Verifying;
    ++s.failed_captures;
    if (s.failed_captures < kCapturesMax) return go(n, capture);
    s.back_to = capture;
    go(n, Step::CaptureHelp);
}

}  // namespace

void identity_proved(Next& n) {
    go(n, Step::Verified);
}

void refused(Next& n) {
    ++n.state.refusals;
    n.state.trouble = Trouble::None;
    go(n, Step::NotVerified);
}

void details(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::SendPerson);
    n.state.pending = 0;
    switch (e.outcome) {
        case Outcome::Ok:
            n.state.told = true;
            return go(n, Step::Verifying);
        case Outcome::Wrong:
            return;
        case Outcome::Expired:
            return trouble(n, Trouble::Expired, Step::ChooseHow);
        default:
            return trouble(n, Trouble::Unreachable, Step::CheckDetails);
    }
}

void verify_answered(Next& n, const Event& e) {
    n.state.pending = 0;
    switch (e.outcome) {
        case Outcome::Ok:
            return identity_proved(n);
        case Outcome::RetakeFront:
            return picture_wanted_again(n, Step::DocumentFront);
        case Outcome::RetakeBack:
            return picture_wanted_again(n, Step::DocumentBack);
        case Outcome::RetakeFace:
            return picture_wanted_again(n, Step::Selfie);
        case Outcome::Expired:
            return trouble(n, Trouble::Expired, Step::ChooseHow);
        case Outcome::Unreachable:
            return trouble(n, Trouble::Unreachable, Step::Verifying);
        case Outcome::Unknown:
            return trouble(n, Trouble::Unreachable, Step::Verifying);
        default:
            return refused(n);
    }
}

void verify_timed_out(Next& n, const Event&) {
    trouble(n, Trouble::Unreachable, Step::Verifying);
}

void verified(Next& n, const Event&) {
    go(n, Step::Searching);
}

void not_verified(Next& n, const Event& e) {
    State& s = n.state;
    switch (e.choice) {
        case Choice::TryAgain:
            if (s.refusals > kTriesMax) return;
            return start_afresh(n, s.way == Way::Phone ? Step::ChooseHow : Step::PictureConsent);
        case Choice::OtherProvider:
            return start_afresh(n, Step::ChooseProvider);
        case Choice::Phone:
            if (!asks_for(s, kPhoneHandoff)) return;
            s.way = Way::Phone;
            return start_afresh(n, Step::Phone);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        default:
            return;
    }
}

void service_trouble(Next& n, const Event& e) {
    State& s = n.state;
    switch (e.choice) {
        case Choice::TryAgain:
            if (s.trouble == Trouble::Unknown) return;  // a second try could share twice
            if (s.trouble == Trouble::Unreachable) return go(n, s.back_to);
            return start_afresh(n, s.back_to);
        case Choice::OtherProvider:
            if (s.back_to >= Step::Verified) return;
            return start_afresh(n, Step::ChooseProvider);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        default:
            return;
    }
}

}  // namespace vestibule::journey
