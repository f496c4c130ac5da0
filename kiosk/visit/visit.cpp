// visit - turns what the patient does into events, and the journey's commands into work.
#include "kiosk/visit/visit.hpp"

#include <fmt/chrono.h>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/moves.hpp"
#include "kiosk/visit/fields.hpp"
#include "kiosk/visit/work.hpp"

namespace vestibule::visit {

using journey::Choice;
using journey::CommandKind;
using journey::EventKind;
using journey::OverlayEvent;
using journey::Step;

Visit::Visit(Setup setup)
    : setup_(std::move(setup)),
      state_(journey::first_state(setup_.last.any)),
      language_(setup_.language),
      inbox_(std::make_shared<Inbox>(setup_.wake)),
      identity_(std::make_unique<IdentityWork>(*this)),
      records_(std::make_unique<RecordsWork>(*this)),
      capture_(std::make_unique<CaptureWork>(*this)) {
    if (setup_.out_of_service_code != 0) state_.step = Step::OutOfService;
    view_.out_of_service_code = setup_.out_of_service_code;
    human_since_ = step_since_ = overlay_since_ = setup_.clock->now();
    // Most patients live where the kiosk stands; the field can be changed.
    patient_.field(FieldId::Country).value = privacy::secret(setup_.country);
    view_.providers = &setup_.providers;
    view_.network = &setup_.network;
    view_.facility_name = setup_.facility_name;
    view_.logo = setup_.logo;
    view_.texts = setup_.texts;
    view_.test_kiosk = setup_.test_kiosk;
    view_.desk = setup_.desk;
    view_.last = setup_.last;
    view_.text_size = setup_.text_size;
    view_.theme = setup_.theme;
}

Visit::~Visit() {
    inbox_->close();
}

void Visit::eyes_opened(Result<Eyes> eyes) {
    capture_->eyes_opened(std::move(eyes));
    changed();
}

const identity::Profile* Visit::provider() const {
    return state_.provider < setup_.providers.size() ? &setup_.providers[state_.provider] : nullptr;
}

std::string Visit::time_now() const {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(setup_.clock->wall())));
}

// --- events and commands

template <typename E>
void Visit::decide(const E& event) {
    const journey::Next next = journey::step(state_, event);
    if (setup_.stepped) setup_.stepped({.before = state_, .event = event, .next = next});
    take(next);
}

void Visit::event(journey::Event event) {
    decide(event);
}

void Visit::overlay(OverlayEvent event) {
    decide(event);
}

void Visit::answer(std::uint32_t request, journey::Outcome outcome, std::uint16_t value, std::uint16_t value2) {
    event({.kind = EventKind::Answer, .outcome = outcome, .request = request, .value = value, .value2 = value2});
}

void Visit::take(const journey::Next& next) {
    const bool step_changed = next.state.step != state_.step;
    const bool overlay_changed = next.state.overlay != state_.overlay;
    if (state_.step == Step::Erased && next.state.step == Step::Welcome) {
        language_ = 0;  // the next patient is somebody else
        view_.text_size = view_.theme = 0;
    }
    if (next.state == state_ && next.count == 0) return;
    const drivers::TimePoint now = setup_.clock->now();
    if (next.state.last_request != state_.last_request) asked_since_ = now;
    state_ = next.state;
    if (step_changed) {
        step_since_ = now;
        form_tried_ = false;
        view_.places_page = 0;
    }
    if (overlay_changed) overlay_since_ = now;
    for (const journey::Command& command : next.list()) carry_out(command);
    changed();
    if ((step_changed || overlay_changed) && setup_.moved) setup_.moved(state_);
}

void Visit::carry_out(const journey::Command& command) {
    switch (command.kind) {
        case CommandKind::CheckProviders:
            return identity_->check_providers(command.request);
        case CommandKind::CancelRequest:
            identity_->cancel();
            return records_->cancel();
        case CommandKind::OpenCamera:
            return capture_->open(command.step);
        case CommandKind::CloseCamera:
            return capture_->close();
        case CommandKind::DropPicture:
            if (command.step == Step::DocumentFront || command.step == Step::FrontReview) patient_.front.reset();
            if (command.step == Step::DocumentBack || command.step == Step::BackReview) patient_.back.reset();
            if (command.step == Step::Selfie || command.step == Step::SelfieReview) patient_.face.reset();
            return;
        case CommandKind::DropPictures:
            patient_.front.reset();
            patient_.back.reset();
            patient_.face.reset();
            return;
        case CommandKind::ReadDocument:
            return capture_->read_document();
        case CommandKind::ForgetProvider:
            identity_->forget();
            for (const FieldId code :
                 {FieldId::EmailCode, FieldId::PhoneCode, FieldId::SecondFactor, FieldId::Password}) {
                patient_.field(code) = Field{};
            }
            return;
        case CommandKind::Search:
        case CommandKind::StartPortal:
        case CommandKind::SendShareConsent:
        case CommandKind::Share:
            return records_->carry_out(command);
        case CommandKind::Erase:
            wants_erasing_ = true;
            return;
        default:
            return identity_->carry_out(command);
    }
}

// --- the end

void Visit::erase() {
    wants_erasing_ = false;
    erased_ = patient_.kinds();
    inbox_->close();
    capture_->forget();
    identity_->forget();
    records_->forget();
    if (client_ != nullptr) client_->forget();
    patient_.forget();
    if (state_.step == Step::Erasing) event({.kind = EventKind::Wiped});
    form_tried_ = false;
    (void)view();  // what the screens saw last must not hold on to a picture either
    over_ = true;  // also where nobody's visit had begun and the kiosk is only being stopped
    changed();
}

void Visit::tell_still_to_deliver() {
    if (!view_.last.any || view_.last.still_to_deliver) return;
    view_.last.still_to_deliver = true;
    changed();
}

void Visit::set_clock_trusted(bool trusted) {
    if (view_.clock_trusted == trusted) return;
    view_.clock_trusted = trusted;
    changed();
}

// --- time

void Visit::human() {
    human_since_ = setup_.clock->now();
}

void Visit::pump() {
    inbox_->run();
    capture_->watch();
    while (run_timers()) {
    }
    const journey::Timers armed = journey::timers(state_);
    const std::uint32_t overlay_ms = armed.of(journey::TimerKind::OverlayDeadline);
    int left = 0;
    if (overlay_ms != 0) {
        const auto passed = setup_.clock->now() - overlay_since_;
        left = static_cast<int>(
            std::chrono::ceil<std::chrono::seconds>(std::chrono::milliseconds(overlay_ms) - passed).count());
    }
    if (left != seconds_left_shown_) {
        seconds_left_shown_ = left;
        changed();
    }
}

namespace {

struct Due {
    drivers::TimePoint at;
    journey::TimerKind kind;
};

}  // namespace

/// The earliest timer that is armed.
static std::optional<Due> earliest(const journey::State& state, drivers::TimePoint human, drivers::TimePoint step,
                                   drivers::TimePoint asked, drivers::TimePoint overlay) {
    const journey::Timers armed = journey::timers(state);
    std::optional<Due> first;
    for (std::size_t k = 0; k < armed.after_ms.size(); ++k) {
        if (armed.after_ms[k] == 0) continue;
        const auto kind = static_cast<journey::TimerKind>(k);
        drivers::TimePoint since = std::max({human, step, overlay});  // a new page is read from its beginning
        if (kind == journey::TimerKind::StepDeadline) since = state.step == Step::ChooseProvider ? asked : step;
        if (kind == journey::TimerKind::OverlayDeadline) since = overlay;
        const drivers::TimePoint at = since + std::chrono::milliseconds(armed.after_ms[k]);
        if (!first || at < first->at) first = Due{at, kind};
    }
    return first;
}

bool Visit::run_timers() {
    const std::optional<Due> first = earliest(state_, human_since_, step_since_, asked_since_, overlay_since_);
    if (!first || setup_.clock->now() < first->at) return false;
    switch (first->kind) {
        case journey::TimerKind::Idle:
            overlay(OverlayEvent::Idle);
            break;
        case journey::TimerKind::Cover:
            overlay(OverlayEvent::Cover);
            break;
        case journey::TimerKind::OverlayDeadline:
            overlay(OverlayEvent::Deadline);
            break;
        default:
            event({.kind = EventKind::Deadline});
            break;
    }
    return true;
}

std::optional<drivers::TimePoint> Visit::due() const {
    const std::optional<Due> first = earliest(state_, human_since_, step_since_, asked_since_, overlay_since_);
    if (!first) return std::nullopt;
    // A count-down on the screen changes each second.
    const bool counts = journey::timers(state_).of(journey::TimerKind::OverlayDeadline) != 0;
    return counts ? std::min(first->at, setup_.clock->now() + std::chrono::seconds(1)) : first->at;
}

drivers::FramePtr Visit::newest_frame() const {
    return capture_->newest();
}

std::optional<Visit::CameraUsed> Visit::camera_used() const {
    return capture_->used();
}

std::optional<drivers::TimePoint> Visit::camera_turned() const {
    return capture_->turned();
}

// --- what the screens see

const VisitView& Visit::view() {
    view_.language = language_ < setup_.languages.size() ? setup_.languages[language_] : "en";
    for (std::size_t f = 0; f < view_.fields.size(); ++f) {
        view_.fields[f] = {&patient_.fields[f].value, patient_.fields[f].error};
    }
    view_.form_tried = form_tried_;
    view_.phone = patient_.phone_shown ? &patient_.phone : nullptr;
    view_.portal = patient_.portal_shown ? &patient_.portal : nullptr;
    view_.verdict = capture_->verdict();
    view_.document_tray = setup_.document_tray;
    view_.colours_offered = setup_.colours;
    view_.no_colours = patient_.no_colours;
    view_.camera_starting = capture_->starting();
    view_.front = patient_.front;
    view_.back = patient_.back;
    view_.face = patient_.face;
    view_.details_read = patient_.details_read;
    view_.document = patient_.document;
    view_.part = identity_->part();
    view_.search = records_->progress();
    view_.places.clear();
    for (const KnownPlace& known : patient_.places) {
        view_.places.push_back({&known.place, known.connected, known.consented, known.denied, known.categories});
    }
    view_.names_shown = patient_.names_shown;
    view_.receipt = records_->receipt();
    view_.kinds = over_ ? erased_ : patient_.kinds();
    view_.overlay_seconds_left = seconds_left_shown_;
    return view_;
}

}  // namespace vestibule::visit
