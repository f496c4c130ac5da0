// handlers_start - from the welcome screen to the way of proving who one is.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

void begin(Next& n, const Event&) {
    go(n, Step::BeforeYouStart);
}

void welcome(Next& n, const Event&) {
    go(n, Step::Welcome);
}

void can_read_mail(Next& n, const Event& e) {
    if (e.choice == Choice::Yes) return go(n, Step::ChooseProvider);
    if (e.choice != Choice::No) return;
    n.state.back_to = Step::BeforeYouStart;
    go(n, Step::OtherWays);
}

void other_ways(Next& n, const Event& e) {
    if (e.choice == Choice::Desk) return open_overlay(n, Overlay::Help);
    if (e.choice == Choice::Phone && asks_for(n.state, kPhoneHandoff)) {
        n.state.way = Way::Phone;
        go(n, Step::Phone);
    }
}

void choose_provider(Next& n, const Event& e) {
    State& s = n.state;
    switch (e.choice) {
        case Choice::Provider0:
        case Choice::Provider1: {
            const std::uint8_t index = e.choice == Choice::Provider0 ? 0 : 1;
            if ((s.providers_ready & (1U << index)) == 0) return;
            if (s.provider != index) command(n, CommandKind::ForgetProvider, true);
            s.provider = index;
            s.asks = static_cast<std::uint8_t>(e.value);
            s.consented = s.told = false;
            s.refusals = 0;
            return go(n, Step::ChooseHow);
        }
        case Choice::HelpMeChoose:
            return go(n, Step::HelpMeChoose);
        case Choice::AboutIal2:
            s.back_to = Step::ChooseProvider;
            return go(n, Step::AboutIal2);
        case Choice::TryAgain:
            return go(n, Step::ChooseProvider);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        default:
            return;
    }
}

void providers_checked(Next& n, const Event& e) {
    n.state.providers_ready = static_cast<std::uint8_t>(e.value);
    n.state.pending = 0;
}

void ask_providers(Next& n, const Event&) {
    go(n, Step::ChooseProvider);
}

void choose_how(Next& n, const Event& e) {
    State& s = n.state;
    switch (e.choice) {
        case Choice::Here:
            s.way = Way::Here;
            return go(n, Step::PictureConsent);
        case Choice::Phone:
            if (!asks_for(s, kPhoneHandoff)) return;
            s.way = Way::Phone;
            return go(n, Step::Phone);
        case Choice::AboutIal2:
            s.back_to = Step::ChooseHow;
            return go(n, Step::AboutIal2);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        default:
            return;
    }
}

void phone_answered(Next& n, const Event& e) {
    n.state.pending = 0;
    switch (e.outcome) {
        case Outcome::Ok:
            return identity_proved(n);
        case Outcome::NotVerified:
            return refused(n);
        case Outcome::Declined:
            return trouble(n, Trouble::Declined, Step::ChooseHow);
        case Outcome::Expired:
            return trouble(n, Trouble::Expired, Step::ChooseHow);
        default:
            return trouble(n, Trouble::Unreachable, Step::ChooseHow);
    }
}

void phone_expired(Next& n, const Event&) {
    trouble(n, Trouble::Expired, Step::ChooseHow);
}

void picture_consent(Next& n, const Event& e) {
    if (e.choice == Choice::AboutIal2) {
        n.state.back_to = Step::PictureConsent;
        return go(n, Step::AboutIal2);
    }
    if (e.choice == Choice::Yes) return request(n, CommandKind::SendConsent);
    if (e.choice != Choice::No) return;
    n.state.back_to = Step::PictureConsent;
    go(n, Step::OtherWays);
}

void consent_answered(Next& n, const Event& e) {
    n.state.pending = 0;
    if (e.outcome != Outcome::Ok) return trouble(n, Trouble::Unreachable, Step::PictureConsent);
    n.state.consented = true;
    go(n, Step::AccountKind);
}

}  // namespace vestibule::journey
