// steps - the builder of each step's screen; one declaration a screen, one file a family.
#pragma once

#include "ui/screens/parts.hpp"

namespace vestibule::ui::screens {

// welcome.cpp
Node welcome(const State& state, const VisitView& view);
Node before_you_start(const State& state, const VisitView& view);
Node other_ways(const State& state, const VisitView& view);
// providers.cpp
Node choose_provider(const State& state, const VisitView& view);
Node help_me_choose(const State& state, const VisitView& view);
Node about_ial2(const State& state, const VisitView& view);
// how.cpp
Node choose_how(const State& state, const VisitView& view);
Node phone(const State& state, const VisitView& view);
// account.cpp
Node account_kind(const State& state, const VisitView& view);
Node contact(const State& state, const VisitView& view);
Node sign_in(const State& state, const VisitView& view);
// codes.cpp
Node email_code(const State& state, const VisitView& view);
Node phone_code(const State& state, const VisitView& view);
Node second_factor(const State& state, const VisitView& view);
// person.cpp
Node name_of_patient(const State& state, const VisitView& view);
Node birth_date(const State& state, const VisitView& view);
Node address(const State& state, const VisitView& view);
Node check_details(const State& state, const VisitView& view);
// capture.cpp
Node choose_document(const State& state, const VisitView& view);
Node document_front(const State& state, const VisitView& view);
Node document_back(const State& state, const VisitView& view);
Node selfie_intro(const State& state, const VisitView& view);
Node selfie(const State& state, const VisitView& view);
// review.cpp
Node front_review(const State& state, const VisitView& view);
Node back_review(const State& state, const VisitView& view);
Node selfie_review(const State& state, const VisitView& view);
Node capture_help(const State& state, const VisitView& view);
// verify.cpp
Node verifying(const State& state, const VisitView& view);
Node verified(const State& state, const VisitView& view);
// trouble.cpp
Node not_verified(const State& state, const VisitView& view);
Node service_trouble(const State& state, const VisitView& view);
Node out_of_service(const State& state, const VisitView& view);
// search.cpp
Node searching(const State& state, const VisitView& view);
// places.cpp
Node places(const State& state, const VisitView& view);
// portal.cpp
Node portal_sign_in(const State& state, const VisitView& view);
// consent.cpp
Node picture_consent(const State& state, const VisitView& view);
Node share_consent(const State& state, const VisitView& view);
// categories.cpp
Node categories(const State& state, const VisitView& view);
// confirm.cpp
Node confirm(const State& state, const VisitView& view);
Node sharing(const State& state, const VisitView& view);
// done.cpp
Node done(const State& state, const VisitView& view);
// erasing.cpp
Node erasing(const State& state, const VisitView& view);
Node erased(const State& state, const VisitView& view);
// overlays.cpp
Node overlay(const State& state, const VisitView& view);

}  // namespace vestibule::ui::screens
