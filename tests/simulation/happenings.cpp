// happenings - what each move does to a simulated visit.
#include <fmt/format.h>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/moves.hpp"
#include "kiosk/visit/fields.hpp"
#include "tests/simulation/offers.hpp"
#include "tests/simulation/simulated_visit.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::simulation {

using journey::EventKind;
using journey::Overlay;
using journey::Step;
using visit::FieldId;
using visit::Intent;
using visit::IntentKind;

namespace {

constexpr auto kDay = std::chrono::hours(24);

Intent intent_of(const Move& move) {
    return {.kind = static_cast<IntentKind>(move.n[0]),
            .choice = static_cast<journey::Choice>(move.n[1] % static_cast<std::uint16_t>(journey::Choice::Count)),
            .index = move.n[2],
            .value = move.n[3]};
}

/// How long a move takes by itself.
drivers::Duration takes(MoveKind kind) {
    switch (kind) {
        case MoveKind::Press:
        case MoveKind::Type:
            return std::chrono::milliseconds(700);
        case MoveKind::Answer:
            return std::chrono::milliseconds(60);
        case MoveKind::Frame:
            return std::chrono::milliseconds(33);
        default:
            return drivers::Duration::zero();
    }
}

bool is_overlay(IntentKind kind) {
    return kind == IntentKind::AskHelp || kind == IntentKind::AskStartOver || kind == IntentKind::AskStop;
}
bool is_restless(IntentKind kind) {
    return kind == IntentKind::SetLanguage || kind == IntentKind::SetTextSize || kind == IntentKind::SetTheme;
}

}  // namespace

bool SimulatedVisit::apply(const Move& move) {
    if (!visit_) return false;
    const Step before = visit_->state().step;
    try {
        if (move.kind != MoveKind::Answer) network_->settle();
        if (!carry_out(move)) return false;
        if (visit_) visit_->pump();
        if (visit_ && !visit_->wants_erasing()) pass(takes(move.kind));
    } catch (const Died&) {
        coverage_.add(Fault::Crash, before);
        crash();
    }
    ++coverage_.moves;
    if (!visit_) return true;
    if (visit_->state().generation != last_generation_) {
        generation_before_ = last_generation_;
        last_generation_ = visit_->state().generation;
    }
    checks_.settled();
    look();
    return true;
}

bool SimulatedVisit::carry_out(const Move& move) {
    switch (move.kind) {
        case MoveKind::Press:
        case MoveKind::Late:
        case MoveKind::Twice:
            return !touch_gone_ && press(move);
        case MoveKind::Type:
        case MoveKind::Rub:
        case MoveKind::Clear:
            return !touch_gone_ && type(move);
        case MoveKind::Answer:
            return answer(move);
        case MoveKind::Line:
            network_->cut = move.n[0] != 0;
            network_->farewells = static_cast<Fault>(move.n[1] % static_cast<std::uint16_t>(Fault::Slow));
            if (network_->farewells != Fault::None) met(Fault::FarewellLost);
            return true;
        case MoveKind::Wait:
            return wait(std::chrono::milliseconds(move.n[0]) + std::chrono::seconds(move.n[1]));
        case MoveKind::Frame:
            return frame(move);
        case MoveKind::Camera:
            return camera(static_cast<Fault>(move.n[0]));
        case MoveKind::Eyes:
            return give_eyes(move.n[0] != 0);
        case MoveKind::Read:
            if (!cameras_.reading()) return false;
            if (move.n[0] != 0) met(Fault::BarcodeUnreadable);
            cameras_.finish_reading(move.n[0] != 0);
            return true;
        case MoveKind::Clock:
            return jump(static_cast<Fault>(move.n[0]));
        case MoveKind::Word:
            return word(static_cast<EventKind>(move.n[0] % static_cast<std::uint16_t>(EventKind::Count)));
        case MoveKind::Disk:
            store_.full = duties_.full = move.n[0] != 0;
            if (store_.full) met(Fault::DiskFull);
            return true;
        case MoveKind::Touch:
            touch_gone_ = move.n[0] != 0;
            if (touch_gone_) met(Fault::TouchUnplugged);
            return true;
        case MoveKind::Stop:
            stop();
            return true;
        case MoveKind::Wipe:
            return wipe();
        case MoveKind::Crash:
            if (move.n[0] != 0) {
                die_at_next_step_ = true;
                return true;
            }
            throw Died{};
        default:
            return false;
    }
}

bool SimulatedVisit::press(const Move& move) {
    const journey::State before = visit_->state();
    Intent intent = intent_of(move);
    std::uint32_t generation = before.generation;
    if (move.kind == MoveKind::Late) {
        if (generation_before_ == before.generation || before.generation == 0) return false;
        generation = generation_before_;
        met(Fault::StaleTouch);
    } else if (move.kind == MoveKind::Twice) {
        if (!last_press_) return false;
        intent = *last_press_;
        generation = seen_generation_;
        met(Fault::DoubleTap);
    } else {
        const bool seen = std::any_of(shown_.begin(), shown_.end(), [&](const Intent& i) { return same(i, intent); });
        if (!(by_the_tree_ ? seen || always_there(intent.kind) : offers(before, visit_->view(), intent))) return false;
        last_press_ = intent;
        seen_generation_ = generation;
        if (is_overlay(intent.kind)) met(Fault::Overlay);
        if (is_restless(intent.kind)) met(Fault::Restless);
    }
    visit_->handle(intent, generation);
    if (visit_ && generation != before.generation && !always_there(intent.kind) && !(visit_->state() == before))
        checks_.violated("a touch on a screen that is gone did something");
    const bool leads = intent.kind == IntentKind::Back || intent.kind == IntentKind::Choose;
    if (by_the_tree_ && move.kind == MoveKind::Press && leads && visit_->state() == before)
        checks_.violated("a button that does nothing");
    return true;
}

bool SimulatedVisit::type(const Move& move) {
    const auto field = static_cast<FieldId>(move.n[0] % static_cast<std::uint16_t>(FieldId::Count));
    const auto form = visit::form_of(visit_->state().step);
    const bool there = by_the_tree_
                           ? std::find(shown_fields_.begin(), shown_fields_.end(), field) != shown_fields_.end()
                           : std::find(form.begin(), form.end(), field) != form.end() &&
                                 visit_->state().overlay == Overlay::None && visit_->state().pending == 0;
    if (!there) return false;
    if (move.kind == MoveKind::Rub) return visit_->erase_last_of(field), true;
    if (move.kind == MoveKind::Clear) return visit_->clear_field(field), true;
    if (move.n[1] == kLongText) met(Fault::LongText);
    if (move.n[1] > kLongText) met(Fault::JunkText);
    visit_->type_into(field, text_for(field, move.n[1]));
    if (visit_->view().field(field).value->reveal().size() > visit::kFieldLongest_bytes)
        checks_.violated("a field takes more than it holds");
    return true;
}

bool SimulatedVisit::answer(const Move& move) {
    if (move.n[0] >= network_->open()) return false;
    const auto fault = static_cast<Fault>(move.n[1]);
    if (!is_answer(fault)) return false;
    if (network_->given_up(move.n[0])) met(Fault::LateAnswer);
    if (fault != Fault::None) met(fault);
    if (network_->cut) met(Fault::LineCut);
    network_->answer(move.n[0], {fault, move.n[2], move.n[3]});
    return true;
}

bool SimulatedVisit::frame(const Move& move) {
    if (!cameras_.open()) return false;
    const auto shows = static_cast<Shows>(move.n[0] % static_cast<std::uint16_t>(Shows::Count));
    if (shows == Shows::OtherObject) met(Fault::CameraSwapped);
    cameras_.frame(shows, move.n[1]);
    return true;
}

bool SimulatedVisit::camera(Fault fault) {
    if (!cameras_.open()) return false;
    // A camera that was alive is lost; one that never was is missing. The feed calls a frozen one lost, too.
    const bool alive = cameras_.health() == drivers::CameraHealth::Alive;
    if ((fault == Fault::CameraNeverOpens) == alive) return false;
    if (fault != Fault::CameraLost && fault != Fault::CameraFrozen && fault != Fault::CameraNeverOpens) return false;
    met(fault);
    cameras_.fail(fault);
    return true;
}

bool SimulatedVisit::give_eyes(bool missing) {
    if (eyes_given_ || out_of_service_) return false;
    eyes_given_ = true;
    eyes_missing_ = missing;
    if (journey::is_capture(visit_->state().step)) met(missing ? Fault::EyesMissing : Fault::EyesLate);
    if (missing)
        visit_->eyes_opened(Error{ErrorCode::BadModule, "simulated"});
    else
        visit_->eyes_opened(cameras_.eyes());
    return true;
}

bool SimulatedVisit::jump(Fault fault) {
    if (fault == Fault::WallForward)
        clock_.jump_wall(400 * kDay);
    else if (fault == Fault::WallBack)
        clock_.jump_wall(-400 * kDay);
    else if (fault == Fault::SteadyForward)
        clock_.jump_steady(kDay);
    else if (fault == Fault::SteadyBack)
        clock_.jump_steady(-std::chrono::seconds(20));
    else
        return false;
    met(fault);
    return true;
}

/// What comes too late, or twice, meets a journey that has gone on: it must change nothing.
bool SimulatedVisit::word(EventKind kind) {
    const journey::State& state = visit_->state();
    const journey::StepRow& row = journey::row(state.step);
    journey::Event event{.kind = kind, .generation = state.generation};
    if (kind == EventKind::Answer) {
        event.request = state.pending == 0 ? state.last_request : state.pending - 1;
    } else if (row.cells[static_cast<std::size_t>(kind)].fate != journey::Fate::Ignored) {
        return false;
    }
    const journey::Next next = journey::step(state, event);
    if (!(next.state == state) || next.count != 0) checks_.violated("a late word changed something");
    ++coverage_.late_words[static_cast<std::size_t>(state.step)][static_cast<std::size_t>(kind)];
    return true;
}

bool SimulatedVisit::wait(drivers::Duration by) {
    if (by == drivers::Duration::zero()) {
        const auto next = next_due();
        if (!next) return false;
        by = std::max(drivers::Duration::zero(), *next - clock_.now());
    }
    pass(std::max<drivers::Duration>(by, std::chrono::nanoseconds(1)));
    return true;
}

/// As App::turn() does it when it is asked to end.
void SimulatedVisit::stop() {
    met(Fault::StopSignal);
    visit_->handle({.kind = IntentKind::AskStop});
    visit_->handle({.kind = IntentKind::EraseNow});
}

/// The screen as a patient sees it; no screen is a dead end.
void SimulatedVisit::look() {
    if (!by_the_tree_ || !visit_) return;
    shown_.clear();
    shown_fields_.clear();
    const journey::State& state = visit_->state();
    const ui::Node tree = ui::screen(state, visit_->view());
    collect(tree, shown_, shown_fields_);
    if (copies_a_patient(tree)) checks_.violated("a screen's tree has a copy of what is a patient's");
    for (const Intent& intent : shown_) {
        if (!offers(state, visit_->view(), intent) && intent.kind != IntentKind::EditField)
            checks_.violated(fmt::format("the rule of what {} offers lacks {}.{}", journey::name(state.step),
                                         static_cast<int>(intent.kind), static_cast<int>(intent.choice)));
    }
    if (!journey::row(state.step).overlays || state.step == Step::Welcome) return;
    const auto shows = [this](IntentKind kind) {
        return std::any_of(shown_.begin(), shown_.end(), [kind](const Intent& i) { return i.kind == kind; });
    };
    if (state.overlay == Overlay::None) {
        if (!shows(IntentKind::AskHelp) || !shows(IntentKind::AskStartOver) || !shows(IntentKind::AskStop))
            checks_.violated("a screen without help, start over or stop");
    } else if (!shows(IntentKind::KeepGoing) && !shows(IntentKind::EraseNow)) {
        checks_.violated("an overlay without a way out");
    }
}

}  // namespace vestibule::simulation
