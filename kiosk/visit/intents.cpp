// intents - what the patient did: an event for the journey, or a change of their own data.
#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/visit/fields.hpp"
#include "kiosk/visit/visit.hpp"
#include "kiosk/visit/work.hpp"

namespace vestibule::visit {

using journey::Choice;
using journey::EventKind;
using journey::OverlayEvent;
using journey::Step;

namespace {

/// What a provider asks for, in the journey's bits.
std::uint16_t asks_of(const identity::Profile& profile) {
    std::uint16_t asks = 0;
    if (profile.asks_email_code) asks |= journey::kAsksEmailCode;
    if (profile.asks_phone_code) asks |= journey::kAsksPhoneCode;
    if (profile.asks_address) asks |= journey::kAsksAddress;
    if (profile.asks_password) asks |= journey::kAsksPassword;
    if (profile.phone_handoff) asks |= journey::kPhoneHandoff;
    return asks;
}

constexpr int kTextSizes = 3, kThemes = 3;

}  // namespace

void Visit::handle(const Intent& intent, std::uint32_t generation) {
    human();
    switch (intent.kind) {
        case IntentKind::Continue:
        case IntentKind::DismissErased:
            return go_on({.kind = EventKind::Continue, .generation = generation});
        case IntentKind::Back:
            return event({.kind = EventKind::Back, .generation = generation});
        case IntentKind::Choose:
            return choose(intent, generation);
        case IntentKind::AskHelp:
            return overlay(OverlayEvent::AskHelp);
        case IntentKind::AskStartOver:
            return overlay(OverlayEvent::AskStartOver);
        case IntentKind::AskStop:
            return overlay(OverlayEvent::AskStop);
        case IntentKind::KeepGoing:
            return overlay(OverlayEvent::KeepGoing);
        case IntentKind::EraseNow:
            return overlay(OverlayEvent::EraseNow);
        case IntentKind::Human:
            return overlay(OverlayEvent::Human);
        default:
            if (generation == state_.generation) change(intent);
            return;
    }
}

/// A form that is not complete stays, and says what is missing.
void Visit::go_on(const journey::Event& pressed) {
    if (!journey::is_stale(state_, pressed)) {
        form_tried_ = true;
        if (!complete(state_.step, provider(), patient_)) return changed();
        const bool shares = state_.step == Step::Categories || state_.step == Step::Confirm;
        if (shares && !anything_to_share()) return changed();
    }
    event(pressed);
}

void Visit::choose(const Intent& intent, std::uint32_t generation) {
    journey::Event chosen{
        .kind = EventKind::Choose, .choice = intent.choice, .generation = generation, .value = intent.index};
    if (intent.choice == Choice::Provider0 || intent.choice == Choice::Provider1) {
        const std::size_t index = intent.choice == Choice::Provider0 ? 0 : 1;
        if (index >= setup_.providers.size()) return;
        chosen.value = asks_of(setup_.providers[index]);
    }
    if (intent.choice == Choice::SignIn) {
        if (intent.index >= patient_.places.size() || patient_.places[intent.index].connected) return;
    }
    event(chosen);
}

void Visit::change(const Intent& intent) {
    switch (intent.kind) {
        case IntentKind::SetLanguage:
            if (intent.index < setup_.languages.size()) language_ = intent.index;
            break;
        case IntentKind::SetTextSize:
            view_.text_size = intent.index % kTextSizes;
            break;
        case IntentKind::SetTheme:
            view_.theme = intent.index % kThemes;
            break;
        case IntentKind::ToggleNames:
            patient_.names_shown = !patient_.names_shown;
            break;
        case IntentKind::NextPlaces:
            ++view_.places_page;
            break;
        case IntentKind::ToggleCategory:
        case IntentKind::TogglePlace:
            toggle_category(intent);
            break;
        case IntentKind::ToggleColours:
            patient_.no_colours = !patient_.no_colours;
            break;
        case IntentKind::TakePicture:
            capture_->take_now();
            break;
        default:
            break;
    }
    changed();
}

void Visit::toggle_category(const Intent& intent) {
    const auto all = static_cast<std::uint32_t>((1ULL << setup_.network.categories.size()) - 1);
    const std::uint32_t bit = 1U << (intent.value % 32);
    if (intent.index == kAllPlaces) {
        bool every = true;
        for (const KnownPlace& known : patient_.places)
            every = every && (!known.consented || (known.categories & bit) != 0);
        for (KnownPlace& known : patient_.places) {
            known.categories = every ? known.categories & ~bit : (known.categories | bit) & all;
        }
        return;
    }
    if (intent.index >= patient_.places.size()) return;
    std::uint32_t& categories = patient_.places[intent.index].categories;
    categories = intent.kind == IntentKind::TogglePlace ? (categories == 0 ? all : 0) : (categories ^ bit) & all;
}

bool Visit::anything_to_share() const {
    for (const KnownPlace& known : patient_.places) {
        if (known.consented && known.categories != 0) return true;
    }
    return false;
}

void Visit::type_into(FieldId field, std::string_view characters) {
    human();
    type(patient_, field, characters);
    changed();
}

void Visit::erase_last_of(FieldId field) {
    human();
    erase_last(patient_, field);
    changed();
}

void Visit::clear_field(FieldId field) {
    human();
    patient_.field(field) = Field{};
    changed();
}

}  // namespace vestibule::visit
