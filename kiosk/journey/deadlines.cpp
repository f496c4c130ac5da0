// deadlines - which timers a state arms.
#include "kiosk/journey/deadlines.hpp"

#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

std::uint32_t step_deadline_ms(const State& state) {
    switch (state.step) {
        case Step::ChooseProvider:
            return state.pending == 0 && state.providers_ready == 0 ? kAskAgain_ms : 0;
        case Step::Erased:
            return kErasedShown_ms;
        case Step::DocumentFront:
        case Step::DocumentBack:
        case Step::Selfie:
            return kCapture_ms;
        case Step::Phone:
        case Step::PortalSignIn:
            return kPhone_ms;
        case Step::Verifying:
            return kVerifying_ms;
        case Step::Searching:
            return kSearching_ms;
        case Step::Sharing:
            return kSharing_ms;
        default:
            return 0;
    }
}

std::uint32_t overlay_deadline_ms(Overlay overlay) {
    switch (overlay) {
        case Overlay::Help:
            return kHelpShown_ms;
        case Overlay::StartOver:
        case Overlay::Stop:
            return kStopCover_ms;
        case Overlay::AreYouThere:
            return kAreYouThere_ms;
        default:
            return 0;
    }
}

bool shows_a_code_wait(Step step) {
    return step == Step::EmailCode || step == Step::PhoneCode || step == Step::SecondFactor;
}

}  // namespace

Timers timers(const State& state) {
    Timers armed;
    const auto set = [&armed](TimerKind kind, std::uint32_t ms) {
        armed.after_ms[static_cast<std::size_t>(kind)] = ms;
    };
    set(TimerKind::StepDeadline, step_deadline_ms(state));
    if (state.overlay != Overlay::None && state.overlay != Overlay::Covered) {
        set(TimerKind::OverlayDeadline, overlay_deadline_ms(state.overlay));
        // While the patient is asked something, the picture is not taken and the step's clock must not run out unseen.
        if (waiting(state.step) == Waiting::Capture) set(TimerKind::StepDeadline, 0);
        return armed;
    }
    // A request under way has its own deadline; until it answers there is nothing that a human could do.
    const Waiting kind =
        state.pending != 0 && waiting(state.step) != Waiting::Phone ? Waiting::Service : waiting(state.step);
    if (kind == Waiting::Input) set(TimerKind::Idle, kInputIdle_ms);
    if (kind == Waiting::Reading) set(TimerKind::Idle, kReadingIdle_ms);
    const bool covers = kind == Waiting::Service || kind == Waiting::Phone || shows_a_code_wait(state.step);
    if (covers && state.overlay == Overlay::None && may_be_covered(state.step)) set(TimerKind::Cover, kCover_ms);
    return armed;
}

}  // namespace vestibule::journey
