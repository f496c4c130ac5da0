// hands - the choices of one simulated day, all of them from one seed.
#include "tests/simulation/hands.hpp"

#include <algorithm>

#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/visit/fields.hpp"
#include "tests/simulation/offers.hpp"

namespace vestibule::simulation {

using journey::Choice;
using journey::EventKind;
using journey::Overlay;
using journey::Step;
using visit::IntentKind;

namespace {

constexpr std::uint32_t kTreesPerMille =
    150;  // visits whose hands see the screen's tree, which costs as much as the move
constexpr std::uint32_t kOutOfServicePerMille = 5;
constexpr int kMovesAtMost = 400;

template <typename Enum>
std::uint16_t number(Enum value) {
    return static_cast<std::uint16_t>(value);
}
Move press(IntentKind kind, Choice choice = Choice::Yes, std::uint16_t index = 0, std::uint16_t value = 0) {
    return {MoveKind::Press, {number(kind), number(choice), index, value}};
}
Move wait_until_due() {
    return {MoveKind::Wait, {}};
}

/// Steps that few visits reach, or that are soon left: odd things happen there more often.
std::uint32_t rarity(Step step) {
    switch (step) {
        case Step::Sharing:
        case Step::PortalSignIn:
        case Step::CaptureHelp:
        case Step::Done:
            return 6;
        case Step::Categories:
        case Step::Confirm:
        case Step::FrontReview:
        case Step::BackReview:
        case Step::SelfieIntro:
        case Step::Selfie:
        case Step::SelfieReview:
        case Step::NotVerified:
        case Step::HelpMeChoose:
        case Step::AboutIal2:
            return 3;
        default:
            return 1;
    }
}

}  // namespace

Hands::Hands(std::uint64_t seed) : rng_(seed) {
    constexpr std::array<std::uint32_t, 4> kOdd{5, 30, 100, 300}, kFault{0, 3, 10, 35}, kWander{2, 8, 25, 60};
    oddness_per_mille_ = kOdd[rng_.below(4)];
    fault_percent_ = kFault[rng_.below(4)];
    wander_percent_ = kWander[rng_.below(4)];
    patience_ = rng_.percent(20) ? rng_.below(60) : kMovesAtMost;
}

Move Hands::begin() {
    std::uint16_t bits = 0;
    if (rng_.percent(30)) bits |= rng_.percent(80) ? kAfterAVisit : kAfterACrash;
    if (rng_.per_mille(kTreesPerMille)) bits |= kByTheTree;
    if (rng_.percent(10)) bits |= kEyesLate;
    if (rng_.percent(3)) bits |= kDiskFull;
    if (rng_.percent(70)) bits |= kDuties;
    if (rng_.per_mille(kOutOfServicePerMille)) bits = kOutOfService;
    // Mostly what real profiles ask for; sometimes anything.
    const auto asks = static_cast<std::uint16_t>(rng_.percent(50) ? 0b10111 : rng_.below(32));
    return {MoveKind::Begin, {bits, asks, rng_.below(64), 0}};
}

Move Hands::next(SimulatedVisit& simulated) {
    visit::Visit& visit = simulated.visit();
    const journey::State& state = visit.state();
    if (visit.wants_erasing()) {
        if (rng_.percent(85)) return {MoveKind::Wipe, {}};
        if (simulated.network().open() > 0 && rng_.percent(60)) return answer(simulated.network());
        return odd(simulated);
    }
    if (rng_.per_mille(oddness_per_mille_ * rarity(state.step))) return odd(simulated);
    if (state.step == Step::OutOfService) return rng_.percent(50) ? odd(simulated) : any_press(simulated);
    if (state.overlay != Overlay::None) return under_overlay(state);
    if (simulated.cameras().reading() && rng_.percent(40)) return {MoveKind::Read, {rng_.percent(20)}};
    if (simulated.network().open() > 0 && rng_.percent(93)) return answer(simulated.network());
    if (rng_.percent(wander_percent_)) return any_press(simulated);
    if (journey::is_capture(state.step)) return before_the_camera(simulated);
    const bool waits = state.pending != 0 || journey::waiting(state.step) == journey::Waiting::Phone;
    if (waits) return wait_until_due();
    return go_on(simulated);
}

Move Hands::answer(const Network& network) {
    const std::uint16_t index = rng_.below(static_cast<std::uint32_t>(network.open()));
    Move move{MoveKind::Answer, {index, 0, 0, rng_.below(20)}};
    if (rng_.percent(fault_percent_)) {
        move.n[1] = static_cast<std::uint16_t>(1 + rng_.below(number(Fault::Status503)));
        move.n[2] = rng_.below(5);
        return move;
    }
    // Honest answers are mostly the good ones, or nobody would get far.
    if (rng_.percent(20)) move.n[2] = rng_.below(variants_of(network.call(index)));
    return move;
}

Move Hands::under_overlay(const journey::State& state) {
    if (rng_.percent(75)) return press(IntentKind::KeepGoing);
    if (rng_.percent(25)) return press(IntentKind::EraseNow);
    if (rng_.percent(40)) return wait_until_due();
    constexpr std::array kOthers{IntentKind::AskHelp, IntentKind::AskStartOver, IntentKind::AskStop, IntentKind::Human};
    (void)state;
    return press(kOthers[rng_.below(kOthers.size())]);
}

Move Hands::odd(SimulatedVisit& simulated) {
    const journey::State& state = simulated.visit().state();
    const auto fault = [](Fault f) { return number(f); };
    switch (rng_.below(16)) {
        case 0:
            return {MoveKind::Late, any_press(simulated).n};
        case 1:
            return {MoveKind::Twice, {}};
        case 2:
        case 3: {
            constexpr std::array kOverlays{IntentKind::AskHelp, IntentKind::AskStartOver, IntentKind::AskStop,
                                           IntentKind::Human, IntentKind::KeepGoing};
            return press(kOverlays[rng_.below(kOverlays.size())]);
        }
        case 4:
            return {MoveKind::Clock, {static_cast<std::uint16_t>(fault(Fault::WallForward) + rng_.below(4))}};
        case 5:
        case 6:
            if (rng_.percent(20)) return {MoveKind::Word, {rng_.below(number(EventKind::Count))}};
            return {MoveKind::Word, {static_cast<std::uint16_t>(number(EventKind::Answer) + rng_.below(4))}};
        case 7:
            if (rng_.percent(50)) return {MoveKind::Line, {rng_.percent(40)}};
            return {MoveKind::Line, {0, rng_.below(number(Fault::Slow))}};
        case 8:
            return {MoveKind::Disk, {rng_.percent(60)}};
        case 9: {
            constexpr std::array kLooks{IntentKind::SetLanguage, IntentKind::SetTextSize, IntentKind::SetTheme};
            return press(kLooks[rng_.below(kLooks.size())], Choice::Yes, rng_.below(4));
        }
        case 10: {
            const auto form = visit::form_of(state.step);
            if (form.empty()) return wait_until_due();
            const auto kind = rng_.percent(70) ? MoveKind::Type : rng_.percent(70) ? MoveKind::Rub : MoveKind::Clear;
            const auto which =
                rng_.percent(20) ? kLongText : static_cast<std::uint16_t>(kLongText + 1 + rng_.below(kTexts - 2));
            return {kind, {number(form[rng_.below(static_cast<std::uint32_t>(form.size()))]), which}};
        }
        case 11:
            return {MoveKind::Wait, {rng_.below(1000), rng_.below(rng_.percent(20) ? 1500 : 70)}};
        case 12:
            if (rng_.percent(25)) return {MoveKind::Stop, {}};
            return rng_.percent(40) ? Move{MoveKind::Crash, {rng_.percent(60)}} : wait_until_due();
        case 13:
            return press(IntentKind::EraseNow);
        case 14:
            return {MoveKind::Touch, {rng_.percent(40)}};
        default:
            return any_press(simulated);
    }
}

Move Hands::before_the_camera(SimulatedVisit& simulated) {
    if (!simulated.eyes_given()) {
        if (rng_.percent(10)) return wait_until_due();
        return {MoveKind::Eyes, {rng_.percent(15)}};
    }
    if (simulated.eyes_missing()) return rng_.percent(50) ? any_press(simulated) : wait_until_due();
    if (rng_.percent(fault_percent_)) {
        constexpr std::array kFaults{Fault::CameraLost, Fault::CameraFrozen, Fault::CameraNeverOpens};
        return {MoveKind::Camera, {number(kFaults[rng_.below(kFaults.size())])}};
    }
    if (rng_.percent(65))
        return {MoveKind::Frame, {number(rng_.percent(80) ? Shows::Good : Shows::GoodWithoutBarcode)}};
    if (rng_.percent(30)) return press(IntentKind::TakePicture);
    return {MoveKind::Frame, {rng_.below(number(Shows::Count)), rng_.below(16)}};
}

std::uint16_t Hands::good_choice(const journey::State& state) {
    using enum Choice;
    const auto of = [this](std::initializer_list<Choice> choices) {
        return number(*(choices.begin() + rng_.below(static_cast<std::uint32_t>(choices.size()))));
    };
    switch (state.step) {
        case Step::BeforeYouStart:
            return number(rng_.percent(95) ? Yes : No);
        case Step::ChooseProvider:
            return rng_.percent(90) ? of({Provider0, Provider1}) : of({HelpMeChoose, AboutIal2, TryAgain});
        case Step::ChooseHow:
            return rng_.percent(80) ? number(Here) : of({Phone, AboutIal2});
        case Step::PictureConsent:
            return rng_.percent(92) ? number(Yes) : of({No, AboutIal2});
        case Step::ShareConsent:
            return number(rng_.percent(80) ? Yes : No);
        case Step::Places:
            return number(rng_.percent(75) ? SignIn : Skip);
        case Step::FrontReview:
        case Step::BackReview:
        case Step::SelfieReview:
            return number(rng_.percent(92) ? UsePhoto : TakeAgain);
        default: {
            const auto choices = choices_of(state.step);
            return choices.empty() ? 0 : number(choices[rng_.below(static_cast<std::uint32_t>(choices.size()))]);
        }
    }
}

Move Hands::any_press(SimulatedVisit& simulated) {
    const journey::State& state = simulated.visit().state();
    if (simulated.by_the_tree() && !simulated.shown().empty()) {
        const auto& shown = simulated.shown();
        const visit::Intent& intent = shown[rng_.below(static_cast<std::uint32_t>(shown.size()))];
        return press(intent.kind, intent.choice, intent.index, intent.value);
    }
    constexpr std::array kKinds{IntentKind::Back,         IntentKind::Choose,         IntentKind::Choose,
                                IntentKind::Continue,     IntentKind::ToggleCategory, IntentKind::TogglePlace,
                                IntentKind::ToggleNames,  IntentKind::NextPlaces,     IntentKind::TakePicture,
                                IntentKind::DismissErased};
    const IntentKind kind = kKinds[rng_.below(rng_.percent(80) ? 4 : kKinds.size())];
    const auto choices = choices_of(state.step);
    const Choice choice = choices.empty() ? static_cast<Choice>(rng_.below(number(Choice::Count)))
                                          : choices[rng_.below(static_cast<std::uint32_t>(choices.size()))];
    const std::uint16_t index = rng_.percent(10) ? visit::kAllPlaces : rng_.below(5);
    return press(kind, kind == IntentKind::Choose ? choice : Choice::Yes, index, rng_.below(4));
}

/// The next thing of a form that is missing or wrong; then Continue.
Move Hands::fill(SimulatedVisit& simulated) {
    visit::Visit& visit = simulated.visit();
    const visit::VisitView& view = visit.view();
    for (const visit::FieldId field : visit::form_of(visit.state().step)) {
        if (view.field(field).value->reveal().empty()) return {MoveKind::Type, {number(field), 0}};
        if (view.field(field).error != visit::FieldError::None && rng_.percent(60))
            return {MoveKind::Clear, {number(field)}};
    }
    return press(IntentKind::Continue);
}

Move Hands::go_on(SimulatedVisit& simulated) {
    visit::Visit& visit = simulated.visit();
    const journey::State& state = visit.state();
    if (state.step == Step::Erased) return rng_.percent(70) ? press(IntentKind::DismissErased) : wait_until_due();
    if (state.step == Step::Welcome) return press(IntentKind::Continue);
    if (!visit::form_of(state.step).empty()) return fill(simulated);
    const auto& cells = journey::row(state.step).cells;
    const auto has = [&cells](EventKind kind) {
        return cells[static_cast<std::size_t>(kind)].fate == journey::Fate::Handled;
    };
    if (rng_.percent(2)) return press(IntentKind::Back);
    const bool chooses = has(EventKind::Choose) && (!has(EventKind::Continue) || rng_.percent(50));
    if (chooses) {
        // Every third place wants a sign-in, from the second on.
        const auto index = static_cast<std::uint16_t>(state.step == Step::Places ? 1 + 3 * rng_.below(4) : 0);
        return press(IntentKind::Choose, static_cast<Choice>(good_choice(state)), index);
    }
    return press(IntentKind::Continue);
}

}  // namespace vestibule::simulation
