// handlers_capture - document and face: taking, looking at, taking again, and the other ways after two failures.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::journey {

namespace {

Step review_of(Step capture) {
    if (capture == Step::DocumentFront) return Step::FrontReview;
    return capture == Step::DocumentBack ? Step::BackReview : Step::SelfieReview;
}

Step capture_of(Step review) {
    if (review == Step::FrontReview) return Step::DocumentFront;
    return review == Step::BackReview ? Step::DocumentBack : Step::Selfie;
}

/// One more picture that did not come out; after kCapturesMax other ways are offered.
void one_more_failure(Next& n, Step capture) {
    State& s = n.state;
    ++s.failed_captures;
    if (s.failed_captures < kCapturesMax) return go(n, capture);
    s.back_to = capture;
    go(n, Step::CaptureHelp);
}

void to_phone(Next& n) {
    if (!asks_for(n.state, kPhoneHandoff)) return;
    n.state.way = Way::Phone;
    command(n, CommandKind::DropPictures);
    go(n, Step::Phone);
}

}  // namespace

void choose_document(Next& n, const Event& e) {
    State& s = n.state;
    switch (e.choice) {
        case Choice::License:
            s.document = Document::License;
            break;
        case Choice::Passport:
            s.document = Document::Passport;
            break;
        case Choice::StateId:
            s.document = Document::StateId;
            break;
        default:
            return;
    }
    s.failed_captures = 0;
    s.told = false;  // every picture is taken anew, so the first must not go straight to the provider
    command(n, CommandKind::DropPictures);
    go(n, Step::DocumentFront);
}

void capture_choice(Next& n, const Event& e) {
    switch (e.choice) {
        case Choice::AboutIal2:
            n.state.back_to = n.state.step;
            return go(n, Step::AboutIal2);
        case Choice::Phone:
            return to_phone(n);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        case Choice::AnotherDocument:
            return go(n, Step::ChooseDocument);
        default:
            return;
    }
}

void taken(Next& n, const Event&) {
    go(n, review_of(n.state.step));
}

void camera_lost(Next& n, const Event&) {
    n.state.camera_lost = true;
}

void camera_found(Next& n, const Event&) {
    n.state.camera_lost = false;
}

void capture_timed_out(Next& n, const Event&) {
    n.state.failed_captures = kCapturesMax;
    n.state.back_to = n.state.step;
    go(n, Step::CaptureHelp);
}

void review(Next& n, const Event& e) {
    State& s = n.state;
    const Step capture = capture_of(s.step);
    if (e.choice == Choice::TakeAgain) {
        command(n, CommandKind::DropPicture);
        return one_more_failure(n, capture);
    }
    if (e.choice != Choice::UsePhoto) return;
    s.failed_captures = 0;
    const bool page = capture == Step::DocumentFront && s.document == Document::Passport;
    if (capture == Step::DocumentBack || page) command(n, CommandKind::ReadDocument);
    if (s.told) return go(n, Step::Verifying);  // the provider wanted this one picture again
    if (capture == Step::Selfie) return go(n, Step::CheckDetails);
    if (capture == Step::DocumentFront && s.document != Document::Passport) return go(n, Step::DocumentBack);
    go(n, Step::SelfieIntro);
}

void capture_help(Next& n, const Event& e) {
    switch (e.choice) {
        case Choice::TryAgain:
            n.state.failed_captures = 0;
            return go(n, n.state.back_to);
        case Choice::AnotherDocument:
            return go(n, Step::ChooseDocument);
        case Choice::Phone:
            return to_phone(n);
        case Choice::Desk:
            return open_overlay(n, Overlay::Help);
        default:
            return;
    }
}

void selfie_ready(Next& n, const Event&) {
    n.state.failed_captures = 0;
    go(n, Step::Selfie);
}

}  // namespace vestibule::journey
