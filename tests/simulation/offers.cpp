// offers - the rules of what each screen offers, and what is typed into its fields.
#include "tests/simulation/offers.hpp"

#include <algorithm>
#include <array>

#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/tables.hpp"
#include "tests/simulation/services.hpp"

namespace vestibule::simulation {

using journey::Choice;
using journey::Step;
using visit::FieldId;
using visit::Intent;
using visit::IntentKind;

bool same(const Intent& one, const Intent& other) {
    return one.kind == other.kind && one.choice == other.choice && one.index == other.index && one.value == other.value;
}

bool always_there(IntentKind kind) {
    switch (kind) {
        case IntentKind::AskHelp:
        case IntentKind::AskStartOver:
        case IntentKind::AskStop:
        case IntentKind::KeepGoing:
        case IntentKind::EraseNow:
        case IntentKind::Human:
        case IntentKind::SetLanguage:
        case IntentKind::SetTextSize:
        case IntentKind::SetTheme:
            return true;
        default:
            return false;
    }
}

std::span<const Choice> choices_of(Step step) {
    using enum Choice;
    static constexpr std::array kYesNo{Yes, No};
    static constexpr std::array kOther{Phone, Desk};
    static constexpr std::array kProvider{Provider0, Provider1, HelpMeChoose, AboutIal2, TryAgain, Desk};
    static constexpr std::array kHow{Here, Phone, AboutIal2};
    static constexpr std::array kConsent{Yes, No, AboutIal2};
    static constexpr std::array kKind{NewAccount, Returning};
    static constexpr std::array kAgain{CodeAgain};
    static constexpr std::array kDocument{License, Passport, StateId};
    static constexpr std::array kCapture{AnotherDocument, AboutIal2, Phone, Desk};
    static constexpr std::array kReview{UsePhoto, TakeAgain};
    static constexpr std::array kHelp{TryAgain, AnotherDocument, Phone, Desk};
    static constexpr std::array kIntro{Phone, AboutIal2};
    static constexpr std::array kRefused{TryAgain, OtherProvider, Phone, Desk};
    static constexpr std::array kTrouble{TryAgain, OtherProvider, Desk};
    static constexpr std::array kPlaces{SignIn, Skip, Desk};
    switch (step) {
        case Step::BeforeYouStart:
        case Step::ShareConsent:
            return kYesNo;
        case Step::OtherWays:
            return kOther;
        case Step::ChooseProvider:
            return kProvider;
        case Step::ChooseHow:
            return kHow;
        case Step::PictureConsent:
            return kConsent;
        case Step::AccountKind:
            return kKind;
        case Step::EmailCode:
        case Step::PhoneCode:
        case Step::SecondFactor:
            return kAgain;
        case Step::ChooseDocument:
            return kDocument;
        case Step::DocumentFront:
        case Step::DocumentBack:
        case Step::Selfie:
            return kCapture;
        case Step::FrontReview:
        case Step::BackReview:
        case Step::SelfieReview:
            return kReview;
        case Step::CaptureHelp:
            return kHelp;
        case Step::SelfieIntro:
            return kIntro;
        case Step::NotVerified:
            return kRefused;
        case Step::ServiceTrouble:
            return kTrouble;
        case Step::Places:
            return kPlaces;
        default:
            return {};
    }
}

namespace {

bool choice_is_there(const journey::State& s, const Intent& intent) {
    using enum Choice;
    switch (intent.choice) {
        case Phone:
            return journey::asks_for(s, journey::kPhoneHandoff) && (s.camera_lost || s.step != Step::DocumentFront);
        case Provider0:
        case Provider1:
            return (s.providers_ready & (intent.choice == Provider0 ? 1 : 2)) != 0;
        case TryAgain:
            if (s.step == Step::ServiceTrouble) return s.trouble != journey::Trouble::Unknown;
            if (s.step == Step::NotVerified) return s.refusals <= journey::kTriesMax;
            return s.pending == 0;
        case OtherProvider:
            return s.step != Step::ServiceTrouble || s.back_to < Step::Verified;
        case SignIn:
            return s.sign_ins_open > 0 && intent.index < s.places;
        case Skip:
            return s.sign_ins_open > 0;
        case AnotherDocument:
            return s.step != Step::Selfie;
        default:
            return true;
    }
}

}  // namespace

bool offers(const journey::State& state, const visit::VisitView& /*view*/, const Intent& intent) {
    if (always_there(intent.kind)) return true;
    if (state.overlay != journey::Overlay::None) return false;
    const auto cell = [&](journey::EventKind kind) {
        return journey::row(state.step).cells[static_cast<std::size_t>(kind)].fate != journey::Fate::Impossible;
    };
    // While a form waits for its answer, its buttons rest.
    const bool rests = state.pending != 0 && state.step != Step::ChooseProvider;
    switch (intent.kind) {
        case IntentKind::DismissErased:
            return state.step == Step::Erased;
        case IntentKind::Continue:
            return cell(journey::EventKind::Continue) && !rests && state.step != Step::Erased;
        case IntentKind::Back:
            return cell(journey::EventKind::Back) &&
                   !(state.step == Step::ServiceTrouble && state.trouble == journey::Trouble::Unknown);
        case IntentKind::Choose: {
            const auto choices = choices_of(state.step);
            const bool known = std::find(choices.begin(), choices.end(), intent.choice) != choices.end() ||
                               state.step == Step::OutOfService || state.step == Step::Erasing;
            return cell(journey::EventKind::Choose) && known && !rests && choice_is_there(state, intent);
        }
        case IntentKind::ToggleCategory:
        case IntentKind::TogglePlace:
            return state.step == Step::Categories;
        case IntentKind::ToggleNames:
        case IntentKind::NextPlaces:
            return state.step == Step::Places || state.step == Step::Categories || state.step == Step::ShareConsent ||
                   state.step == Step::Confirm;
        case IntentKind::TakePicture:
            return journey::is_capture(state.step) && !state.camera_lost;
        default:
            return false;
    }
}

void collect(const ui::Node& node, std::vector<Intent>& intents, std::vector<FieldId>& fields) {
    if (node.acts()) intents.push_back(std::get<Intent>(node.action));
    if (const auto* field = std::get_if<ui::FieldPart>(&node.part); field != nullptr && node.enabled)
        fields.push_back(field->id);
    for (const ui::Node& child : node.children) collect(child, intents, fields);
}

namespace {

bool copies_a_patient(const ui::Text& text) {
    return std::any_of(text.arguments.begin(), text.arguments.end(), [](const ui::Text::Argument& argument) {
        const auto* words = std::get_if<std::string>(&argument);
        return words != nullptr &&
               (words->find(kCanary) != std::string::npos || words->find(kCanaryDigits) != std::string::npos);
    });
}

}  // namespace

bool copies_a_patient(const ui::Node& node) {
    return copies_a_patient(node.label) || copies_a_patient(node.spoken) ||
           node.id.find(kCanary) != std::string::npos ||
           std::any_of(node.children.begin(), node.children.end(),
                       [](const ui::Node& child) { return copies_a_patient(child); });
}

std::string text_for(FieldId field, std::uint16_t which) {
    switch (which) {
        case 0:
            break;
        case kLongText:
            return std::string(10'000, 'Q') + "anary";
        case 2:
            return " ";
        case 3:
            return "Qanary\xF0\x9F\x98\x80\xD7\xA9\xD7\x9C";  // an emoji, right-to-left letters
        case 4:
            return "\x01\x7F\tQanary\n";
        case 5:
            return "\xC3\x28Qanary\xFF";  // no UTF-8
        case 6:
            return "99/99/9999 Qanary";
        case 7:
            return "Qanary@@example";
        case 8:
            return "937105937105937105937105";
        case 9:
            return "'); DROP TABLE Qanary;--{}%n%s";
        case 10:
            return std::string("Qa\0nary", 7);
        default:
            return "0";
    }
    switch (field) {
        case FieldId::Email:
            return "Qanary@example.org";
        case FieldId::Phone:
            return "415 593 7105";
        case FieldId::Password:
            return "correct Qanary 937105";
        case FieldId::EmailCode:
        case FieldId::PhoneCode:
        case FieldId::SecondFactor:
            return "937105";
        case FieldId::BirthDate:
            return "03/14/1958";
        case FieldId::Region:
            return "IL";
        case FieldId::PostalCode:
            return "93710";
        case FieldId::Country:
            return "USA";
        default:
            return "Qanary";
    }
}

}  // namespace vestibule::simulation
