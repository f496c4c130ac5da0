// handlers_account - contact, codes, person, and signing in with an account that exists.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/moves.hpp"

namespace vestibule::journey {

namespace {

void after_email_code(Next& n) {
    go(n, asks_for(n.state, kAsksPhoneCode) ? Step::PhoneCode : Step::Name);
}
void after_contact(Next& n) {
    asks_for(n.state, kAsksEmailCode) ? go(n, Step::EmailCode) : after_email_code(n);
}

/// The common end of an answer on a form: the form stays where only the patient can mend it, the rest is trouble.
/// True when the answer was Ok and the visit goes on.
bool answered_ok(Next& n, const Event& e) {
    n.state.pending = 0;
    switch (e.outcome) {
        case Outcome::Ok:
            return true;
        case Outcome::Wrong:
        case Outcome::NoAccount:
            return false;  // the visit shows it beside the field
        case Outcome::Exhausted:
            trouble(n, Trouble::Exhausted, Step::ChooseHow);
            return false;
        case Outcome::Expired:
            trouble(n, Trouble::Expired, Step::ChooseHow);
            return false;
        case Outcome::NotVerified:
            refused(n);
            return false;
        default:
            trouble(n, Trouble::Unreachable, n.state.step);
            return false;
    }
}

}  // namespace

void account_kind(Next& n, const Event& e) {
    if (e.choice != Choice::NewAccount && e.choice != Choice::Returning) return;
    n.state.account = e.choice == Choice::NewAccount ? Account::New : Account::Returning;
    go(n, n.state.account == Account::New ? Step::Contact : Step::SignIn);
}

void contact(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::CreateAccount);
    if (answered_ok(n, e)) after_contact(n);
}

void email_code(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::CheckEmailCode);
    if (e.kind == EventKind::Choose) return request(n, CommandKind::SendEmailCodeAgain);
    const bool again = n.state.pending_kind == CommandKind::SendEmailCodeAgain;
    if (answered_ok(n, e) && !again) after_email_code(n);
}

void phone_code(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::CheckPhoneCode);
    if (e.kind == EventKind::Choose) return request(n, CommandKind::SendPhoneCodeAgain);
    const bool again = n.state.pending_kind == CommandKind::SendPhoneCodeAgain;
    if (answered_ok(n, e) && !again) go(n, Step::Name);
}

void name_given(Next& n, const Event&) {
    go(n, Step::BirthDate);
}

void birth_date_given(Next& n, const Event&) {
    go(n, asks_for(n.state, kAsksAddress) ? Step::Address : Step::ChooseDocument);
}

void address_given(Next& n, const Event&) {
    go(n, Step::ChooseDocument);
}

void sign_in(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::StartSignIn);
    if (answered_ok(n, e)) go(n, Step::SecondFactor);
}

void second_factor(Next& n, const Event& e) {
    if (e.kind == EventKind::Continue) return request(n, CommandKind::CheckSecondFactor);
    if (e.kind == EventKind::Choose) return request(n, CommandKind::SendPhoneCodeAgain);
    const bool again = n.state.pending_kind == CommandKind::SendPhoneCodeAgain;
    if (e.outcome == Outcome::NoAccount) {
        // The account is there but was never verified: the patient goes on as someone new to the provider's checks.
        n.state.pending = 0;
        return go(n, Step::Name);
    }
    if (answered_ok(n, e) && !again) identity_proved(n);
}

}  // namespace vestibule::journey
