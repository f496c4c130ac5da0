// screens - chooses the builder of the present step or overlay, and says where in the visit a step stands.
#include "ui/screens/screens.hpp"

#include <array>

#include "ui/screens/steps.hpp"

namespace vestibule::ui {

namespace {

using journey::Step;

struct Entry {
    Step step;
    std::string_view id;
    int part;  // of the eight parts of the visit; 0: none is shown
    Node (*build)(const journey::State&, const visit::VisitView&);
};

constexpr std::array<Entry, static_cast<std::size_t>(Step::Count)> kEntries{{
    {Step::Erased, "erased", 0, screens::erased},
    {Step::Welcome, "welcome", 0, screens::welcome},
    {Step::BeforeYouStart, "before-you-start", 1, screens::before_you_start},
    {Step::OtherWays, "other-ways", 1, screens::other_ways},
    {Step::ChooseProvider, "choose-provider", 2, screens::choose_provider},
    {Step::HelpMeChoose, "help-me-choose", 2, screens::help_me_choose},
    {Step::AboutIal2, "about-ial2", 2, screens::about_ial2},
    {Step::ChooseHow, "choose-how", 3, screens::choose_how},
    {Step::Phone, "phone", 3, screens::phone},
    {Step::PictureConsent, "picture-consent", 3, screens::picture_consent},
    {Step::AccountKind, "account-kind", 4, screens::account_kind},
    {Step::Contact, "contact", 4, screens::contact},
    {Step::EmailCode, "email-code", 4, screens::email_code},
    {Step::PhoneCode, "phone-code", 4, screens::phone_code},
    {Step::Name, "name", 4, screens::name_of_patient},
    {Step::BirthDate, "birth-date", 4, screens::birth_date},
    {Step::Address, "address", 4, screens::address},
    {Step::SignIn, "sign-in", 4, screens::sign_in},
    {Step::SecondFactor, "second-factor", 4, screens::second_factor},
    {Step::ChooseDocument, "choose-document", 5, screens::choose_document},
    {Step::DocumentFront, "document-front", 5, screens::document_front},
    {Step::FrontReview, "front-review", 5, screens::front_review},
    {Step::DocumentBack, "document-back", 5, screens::document_back},
    {Step::BackReview, "back-review", 5, screens::back_review},
    {Step::CaptureHelp, "capture-help", 5, screens::capture_help},
    {Step::SelfieIntro, "selfie-intro", 5, screens::selfie_intro},
    {Step::Selfie, "selfie", 5, screens::selfie},
    {Step::SelfieReview, "selfie-review", 5, screens::selfie_review},
    {Step::CheckDetails, "check-details", 6, screens::check_details},
    {Step::Verifying, "verifying", 6, screens::verifying},
    {Step::Verified, "verified", 6, screens::verified},
    {Step::NotVerified, "not-verified", 6, screens::not_verified},
    {Step::ServiceTrouble, "service-trouble", 0, screens::service_trouble},
    {Step::Searching, "searching", 7, screens::searching},
    {Step::Places, "places", 7, screens::places},
    {Step::PortalSignIn, "portal-sign-in", 7, screens::portal_sign_in},
    {Step::ShareConsent, "share-consent", 8, screens::share_consent},
    {Step::Categories, "categories", 8, screens::categories},
    {Step::Confirm, "confirm", 8, screens::confirm},
    {Step::Sharing, "sharing", 8, screens::sharing},
    {Step::Done, "done", 8, screens::done},
    {Step::Erasing, "erasing", 0, screens::erasing},
    {Step::OutOfService, "out-of-service", 0, screens::out_of_service},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
        if (static_cast<std::size_t>(kEntries[i].step) != i) return false;
    }
    return true;
}
static_assert(in_order(), "an entry for each step, in the order of the steps");

constexpr std::array<std::string_view, static_cast<std::size_t>(journey::Overlay::Count)> kOverlays{
    "none", "help", "start-over", "stop", "are-you-there", "covered"};

const Entry& entry(Step step) {
    return kEntries.at(static_cast<std::size_t>(step));
}

}  // namespace

Node screen(const journey::State& state, const visit::VisitView& view) {
    return state.overlay == journey::Overlay::None ? entry(state.step).build(state, view)
                                                   : screens::overlay(state, view);
}

int progress_of(Step step) {
    return entry(step).part;
}
std::string_view id_of(Step step) {
    return entry(step).id;
}
std::string_view id_of(journey::Overlay overlay) {
    return kOverlays.at(static_cast<std::size_t>(overlay));
}

}  // namespace vestibule::ui
