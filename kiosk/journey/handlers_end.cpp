// handlers_end - the way back from every step, and the end.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::journey {

namespace {

void back_from_trouble(Next& n) {
    const State& s = n.state;
    if (s.trouble == Trouble::Unknown) return;  // the way back would share a second time
    if (s.back_to == Step::Verifying) return go(n, Step::CheckDetails);
    go(n, s.back_to == Step::Searching ? Step::Verified : s.back_to);
}

}  // namespace

void finish(Next& n, const Event&) {
    erase(n, Ending::Done);
}

void wiped(Next&, const Event&) {
    // The data is gone; the process shows a neutral frame and exits. There is no state after this one.
}

void back(Next& n, const Event&) {
    State& s = n.state;
    switch (s.step) {
        // A visit that has begun ends in erasure, even if nothing was entered yet.
        case Step::BeforeYouStart:
            return erase(n, Ending::StartedOver);
        case Step::OtherWays:
        case Step::AboutIal2:
        case Step::CaptureHelp:
            return go(n, s.back_to);
        case Step::ChooseProvider:
            return go(n, Step::BeforeYouStart);
        case Step::HelpMeChoose:
            return go(n, Step::ChooseProvider);
        case Step::ChooseHow:
            return go(n, Step::ChooseProvider);
        case Step::Phone:
        case Step::PictureConsent:
            return go(n, Step::ChooseHow);
        case Step::AccountKind:
            return go(n, Step::ChooseHow);
        case Step::Contact:
        case Step::SignIn:
            return go(n, Step::AccountKind);
        case Step::EmailCode:
            return go(n, Step::Contact);
        case Step::PhoneCode:
            return go(n, Step::Contact);
        case Step::SecondFactor:
            return go(n, Step::SignIn);
        case Step::Name:
            return go(n, Step::AccountKind);
        case Step::BirthDate:
            return go(n, Step::Name);
        case Step::Address:
            return go(n, Step::BirthDate);
        case Step::ChooseDocument:
            return go(n, asks_for(s, kAsksAddress) ? Step::Address : Step::BirthDate);
        case Step::DocumentFront:
            return go(n, Step::ChooseDocument);
        case Step::DocumentBack:
            s.told = false;  // a back that the provider wants again is still to come after the front
            return go(n, Step::FrontReview);
        case Step::SelfieIntro:
            return go(n, Step::ChooseDocument);
        case Step::Selfie:
            return go(n, Step::SelfieIntro);
        case Step::CheckDetails:
            return go(n, Step::SelfieIntro);
        case Step::Verifying:
            s.told = false;
            return go(n, Step::CheckDetails);
        case Step::ServiceTrouble:
            return back_from_trouble(n);
        case Step::Searching:
            return go(n, Step::Verified);
        case Step::PortalSignIn:
        case Step::ShareConsent:
            s.place = kNoPlace;
            return go(n, Step::Places);
        case Step::Categories:
            return go(n, Step::Places);
        case Step::Confirm:
            return go(n, Step::Categories);
        default:
            return;
    }
}

}  // namespace vestibule::journey
