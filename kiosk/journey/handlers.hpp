// handlers - what the handled cells of the steps table do; grouped by phase of the visit.
#pragma once

#include "kiosk/journey/event.hpp"

namespace vestibule::journey {

// start: from the welcome screen to the way of proving who one is
void begin(Next&, const Event&);
void welcome(Next&, const Event&);
void can_read_mail(Next&, const Event&);
void other_ways(Next&, const Event&);
void choose_provider(Next&, const Event&);
void providers_checked(Next&, const Event&);
void ask_providers(Next&, const Event&);
void choose_how(Next&, const Event&);
void phone_answered(Next&, const Event&);
void phone_expired(Next&, const Event&);
void picture_consent(Next&, const Event&);
void consent_answered(Next&, const Event&);

// account: contact, codes, person, sign-in
void account_kind(Next&, const Event&);
void contact(Next&, const Event&);
void email_code(Next&, const Event&);
void phone_code(Next&, const Event&);
void name_given(Next&, const Event&);
void birth_date_given(Next&, const Event&);
void address_given(Next&, const Event&);
void sign_in(Next&, const Event&);
void second_factor(Next&, const Event&);

// capture: document and face
void choose_document(Next&, const Event&);
void capture_choice(Next&, const Event&);
void taken(Next&, const Event&);
void camera_lost(Next&, const Event&);
void camera_found(Next&, const Event&);
void capture_timed_out(Next&, const Event&);
void review(Next&, const Event&);
void capture_help(Next&, const Event&);
void selfie_ready(Next&, const Event&);

// verify: details, the provider's answer, trouble
void details(Next&, const Event&);
void verify_answered(Next&, const Event&);
void verify_timed_out(Next&, const Event&);
void verified(Next&, const Event&);
void not_verified(Next&, const Event&);
void service_trouble(Next&, const Event&);

// records: search, places, consent, sharing
void search_answered(Next&, const Event&);
void search_timed_out(Next&, const Event&);
void places(Next&, const Event&);
void portal_answered(Next&, const Event&);
void portal_expired(Next&, const Event&);
void share_consent(Next&, const Event&);
void categories(Next&, const Event&);
void confirm(Next&, const Event&);
void share_answered(Next&, const Event&);
void share_timed_out(Next&, const Event&);

// end
void finish(Next&, const Event&);
void wiped(Next&, const Event&);
/// Back, for every step that has it.
void back(Next&, const Event&);

/// What follows once an identity is proved, by whichever way.
void identity_proved(Next&);
/// The provider has said no.
void refused(Next&);

}  // namespace vestibule::journey
