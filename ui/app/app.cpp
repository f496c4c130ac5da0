// app - first a frame, then everything slow; then events until the visit is over.
#include "ui/app/app.hpp"

#include <SDL2/SDL.h>

#include <csignal>
#include <cstdio>
#include <cstring>

#include "drivers/clock/floor.hpp"
#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/privacy/error_words.hpp"
#include "kiosk/privacy/os/locked.hpp"
#include "ui/app/camera_source.hpp"
#include "ui/app/enclosure.hpp"
#include "ui/app/receipt.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui {

namespace {

constexpr int kTurnAtLeast_ms = 1'000;                // a missed wake-up costs a second, never a visit
constexpr std::chrono::milliseconds kDoubleTap{300};  // shorter than anybody reads and answers a new screen
constexpr std::chrono::milliseconds kEventsAtOnce{100};  // then the rest of a turn is done, and shows that it lives
constexpr std::chrono::seconds kUsableAfter{60};  // as long as a fault that shows at once would have shown twice over
constexpr std::chrono::milliseconds kKeyLookEvery{500};  // a stick takes longer to be mounted
constexpr std::chrono::seconds kNoticeShown{30};      // then the kiosk is tried again

std::atomic<bool> stop_wanted{false};
std::atomic<bool> wake_waiting{false};

std::uint32_t wake_event() {
    static const std::uint32_t kind = SDL_RegisterEvents(1);
    return kind;
}

std::int64_t milliseconds(drivers::Duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace

App::App(Options options, Extras* extras)
    : options_(std::move(options)), extras_(extras), clock_(extras != nullptr ? &extras->clock() : &system_clock_) {
    if (extras_ != nullptr && !extras_->machine_root().empty()) machine_ = drivers::Machine(extras_->machine_root());
}

App::~App() {
    upkeep_.reset();  // its thread writes into the ledger
    if (eyes_.joinable()) eyes_.join();
    if (visit_ && !visit_->over()) visit_->erase();
    visit_.reset();
    client_.reset();  // its thread takes duties; the ledger writes what still waits after it
}

void App::wake() {
    if (wake_waiting.exchange(true)) return;  // one is enough until the loop turns
    SDL_Event event{};
    event.type = wake_event();
    SDL_PushEvent(&event);
}

void App::stop_soon() {
    stop_wanted = true;
}

bool App::stop_asked() {
    return stop_wanted;
}

int App::run() {
    std::signal(SIGTERM, [](int) { App::stop_soon(); });
    std::signal(SIGINT, [](int) { App::stop_soon(); });
    if (Result<void> opened = open(); !opened) return refuse(opened.error());
    if (!view_) return kErased;  // stopped while no display was there
    if (options_.out_of_service_code == 0) {
        enclosure_ = enclosure_of(options_, extras_, *ledger_, *clock_, say);
        (void)enclosure_->look();
        if (enclosure_->closes_kiosk()) {
            if (predecessor_) begin_ledger();  // the visit before is told of now: this may take long
            return device::kCaseOpened;
        }
    }
    visit_ = std::make_unique<visit::Visit>(setup_);
    refresh();  // the first frame: nothing slow has been touched yet
    if (visit_->state().step == journey::Step::Erased) screen_since_ = clock_->now();
    if (options_.out_of_service_code != 0) return show_notice();
    begin_ledger();
    load_services();
    look_after_devices();
    eyes_ = std::thread([this] { load_eyes(); });
    if (extras_ != nullptr) extras_->start(*this);
    feel_pulse();
    while (!visit_->over()) turn();
    return finish();
}

/// No visit in this process, and the journal says why.
int App::refuse(const Error& error) {
    say(error);
    if (error.code == ErrorCode::NotErased) {
        if (ledger_ && predecessor_) ledger_->record(unproved(predecessor_->legacy, predecessor_->checks));
        return kNotErased;
    }
    if (ledger_) ledger_->record(journal::Say::device_fault(error.code));
    return error.code == ErrorCode::NoDisplay ? kDeviceFault : kConfiguration;
}

int App::show_notice() {
    ledger_->record(journal::Say::out_of_service(options_.out_of_service_code));
    if (extras_ != nullptr) extras_->start(*this);
    feel_pulse();
    const drivers::TimePoint until = clock_->now() + kNoticeShown;
    while (!visit_->over() && clock_->now() < until) turn();
    return staff_asked_ ? device::kStaffAsked : kErased;
}

/// The first frame stands and the loop begins: systemd may know, and from now on hears of every organ.
void App::feel_pulse() {
    std::string inputs = extras_ != nullptr ? extras_->input_folder().string() : std::string();
    const char* driver = SDL_GetCurrentVideoDriver();
    if (inputs.empty() && driver != nullptr && std::strcmp(driver, "KMSDRM") == 0) inputs = "/dev/input";
    if (const auto watchdog = device::watchdog_time()) {
        pulse_.emplace(*watchdog, *clock_, *visit_, view_->window(), client_.get(), std::move(inputs));
    }
    device::tell_ready();
}

int App::wait_ms() const {
    const auto due = visit_->due();
    const int at_least_ms = pulse_ ? std::min(kTurnAtLeast_ms, pulse_->period_ms()) : kTurnAtLeast_ms;
    if (!due) return at_least_ms;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - clock_->now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, at_least_ms));
}

/// What was loaded meanwhile, if it was.
void App::take_eyes() {
    const std::scoped_lock lock(eyes_mutex_);
    if (!loaded_eyes_) return;
    if (loaded_eyes_->ok()) {
        eyes_good_ = true;
        if (upkeep_) upkeep_->eyes_loaded(loaded_eyes_->value());
    } else {
        say(loaded_eyes_->error());
        fault(loaded_eyes_->error().code);
    }
    visit_->eyes_opened(std::move(*loaded_eyes_));
    loaded_eyes_.reset();
}

/// A display that is gone ends the visit: nobody sees any more what stands on it. A ladder's last rungs end the
/// process.
void App::watch_devices() {
    visit_->set_clock_trusted(clock_->wall() >= drivers::time_floor());
    if (const auto shortage = privacy::lock_shortage(); shortage && !faults_told_.contains(shortage->code)) {
        say(*shortage);
        fault(shortage->code);
    }
    watch_case();
    if (!upkeep_) return;
    upkeep_->turn(*visit_, visiting_);
    if (upkeep_->display_gone() && !std::exchange(display_lost_, true)) {
        fault(ErrorCode::DisplayLost);
        end_now();
    }
    if (upkeep_->exit_code() && !visiting_ && !visit_->over()) end_now();
}

/// Whoever opens the case may reach what a patient shows: their visit ends, and no other begins.
void App::watch_case() {
    if (!enclosure_ || clock_->now() < next_case_look_) return;
    next_case_look_ = clock_->now() + kCaseEvery;
    (void)enclosure_->look();
    if (enclosure_->trouble() && !faults_told_.contains(ErrorCode::SealUnreadable)) {
        say(*enclosure_->trouble());
        fault(ErrorCode::SealUnreadable);
    }
    if (enclosure_->closes_kiosk() && !std::exchange(case_open_, true) && !visit_->over()) end_now();
}

/// The visit ends as if the patient had stopped it; a kiosk that serves nobody only ends.
void App::end_now() {
    if (!visiting_) return visit_->erase();
    visit_->handle({.kind = visit::IntentKind::AskStop});
    visit_->handle({.kind = visit::IntentKind::EraseNow});
}

/// False for what a touch screen says that is touched without anybody there.
bool App::believable(const SDL_Event& event) {
    if (!upkeep_ || (event.type != SDL_FINGERDOWN && event.type != SDL_FINGERUP)) return true;
    const bool attract = !visiting_ && visit_->state().step == journey::Step::Welcome;
    return upkeep_->finger(event.tfinger.touchId, event.tfinger.fingerId, event.type == SDL_FINGERDOWN, attract);
}

void App::turn() {
    SDL_Event event{};
    if (SDL_WaitEventTimeout(&event, wait_ms()) != 0) {
        const drivers::TimePoint began = clock_->now();
        do {
            if (event.type == wake_event()) {
                wake_waiting = false;
                continue;
            }
            touched(event);
        } while (clock_->now() - began < kEventsAtOnce && SDL_PollEvent(&event) != 0);
    }
    take_eyes();
    if (stop_wanted.exchange(false)) end_now();
    watch_devices();
    if (!visit_->over()) look_for_key();
    if (visit_->over()) return;
    if (ledger_->released() > 0) visit_->tell_still_to_deliver();
    visit_->pump();
    (void)view_->tick(std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()));
    if (extras_ != nullptr) extras_->pump(*this);
    refresh();
    if (pulse_) pulse_->turn();
    tell_usable();
    if (!visit_->wants_erasing()) return;
    if (extras_ != nullptr) extras_->before_erasing(*this);
    erase();  // the screen says so by now
}

/// Frames, input, network's thread and journey have lived for a while, and what takes and judges pictures is there.
void App::tell_usable() {
    if (usable_told_ || !eyes_good_ || !pulse_ || !pulse_->alive_for(kUsableAfter)) return;
    usable_told_ = true;
    if (Result<void> marked = runtime_->mark_usable(); !marked) say(marked.error());
}

/// Each fault once a process: a camera that comes and goes must not fill the journal.
void App::fault(ErrorCode code) {
    if (faults_told_.insert(code).second) ledger_->record(journal::Say::device_fault(code));
}

void App::erase() {
    erasing_since_ = clock_->now();
    visit_->erase();
    wiped_ms_ = milliseconds(clock_->now() - erasing_since_);
}

/// Staff ask where no patient is: before a visit, or where nobody is served.
void App::look_for_staff(const SDL_Event& event) {
    const journey::Step step = visit_->state().step;
    if (visiting_ || (step != journey::Step::Welcome && step != journey::Step::OutOfService)) return;
    const Rect area = view_->window().area();
    const drivers::TimePoint now = clock_->now();
    bool asked = false;
    if (event.type == SDL_FINGERDOWN) asked = gesture_.touched(event.tfinger.x, event.tfinger.y, now);
    if (event.type == SDL_MOUSEBUTTONDOWN && event.button.which != SDL_TOUCH_MOUSEID) {
        asked = gesture_.touched(static_cast<float>(event.button.x) / area.w,
                                 static_cast<float>(event.button.y) / area.h, now);
    }
    if (event.type == SDL_KEYDOWN) asked = gesture_.key(event.key.keysym.sym == SDLK_ESCAPE, now);
    if (asked) let_staff_in();
}

/// A key on a stick leads to the door as the gesture does, and waits there until a patient has gone.
void App::look_for_key() {
    const journey::Step step = visit_->state().step;
    if (visiting_ || (step != journey::Step::Welcome && step != journey::Step::OutOfService)) return;
    if (clock_->now() < next_key_look_) return;
    next_key_look_ = clock_->now() + kKeyLookEvery;
    const bool offered = device::is_offered(options_.runtime_folder);
    if (offered && !std::exchange(key_seen_, offered)) let_staff_in();
    key_seen_ = offered;
}

/// The unit of technician mode takes this one's place; without systemd the parent starts the mode.
void App::let_staff_in() {
    ledger_->record(journal::Say::staff_asked());
    const std::filesystem::path hand = extras_ != nullptr ? extras_->hand_socket() : std::filesystem::path();
    if (hand::ask_hand({hand::Verb::Technician, {}}, hand.empty() ? hand::kHandSocket : hand)) return;
    staff_asked_ = true;
    visit_->erase();
}

void App::touched(const SDL_Event& event) {
    if (!believable(event)) return;
    look_for_staff(event);
    if (visit_->over()) return;
    const journey::Step step = visit_->state().step;
    const bool down = event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_FINGERDOWN ||
                      (event.type == SDL_KEYDOWN && step == journey::Step::Erased && View::acts(event.key.keysym.sym));
    // The second half of a double tap belongs to the screen that it has just left, not to the one that came. So does
    // the key that ended the visit, where it is still down: this process hears of it anew.
    if (down && clock_->now() - screen_since_ < kDoubleTap) return;
    const std::uint32_t before = visit_->state().generation;
    for (const Happening& happening : view_->handle(event)) happen(happening);
    if (visit_->state().generation != before) screen_since_ = clock_->now();
    refresh();  // so that the next event of the same moment meets what is true now
}

void App::happen(const Happening& happening) {
    if (const auto* intent = std::get_if<visit::Intent>(&happening)) return visit_->handle(*intent, shown_generation_);
    const auto& edit = std::get<FieldEdit>(happening);
    switch (edit.kind) {
        case FieldEdit::Kind::Insert:
            return visit_->type_into(edit.id, privacy::view(edit.text));
        case FieldEdit::Kind::Backspace:
            return visit_->erase_last_of(edit.id);
        case FieldEdit::Kind::Clear:
            return visit_->clear_field(edit.id);
    }
}

std::string_view App::step() const {
    return journey::name(visit_->state().step);
}

Node App::shown() {
    return screen(visit_->state(), visit_->view());
}

void App::refresh() {
    if (visit_->version() != shown_version_) {
        shown_version_ = visit_->version();
        shown_generation_ = visit_->state().generation;
        visit_->set_wide(view_->window().width_px() > view_->window().height_px());
        const visit::VisitView& seen = visit_->view();
        view_->set_language(seen.language);
        view_->set_text_size(seen.text_size);
        view_->set_theme(seen.theme);
        (void)view_->show(screen(visit_->state(), seen));
    }
    show_picture(*view_, visit_->newest_frame(), shown_frame_);
}

void App::moved(const journey::State& state) {
    if (visiting_ || state.step == journey::Step::Welcome || state.step == journey::Step::Erased) return;
    visiting_ = true;
    if (upkeep_) upkeep_->patient_comes();  // before the lock: a camera that is tried is held under it
    if (Result<void> locked = runtime_->lock_visit(); !locked) say(locked.error());
    // Should this process die in the visit, its successor knows that there was one.
    device::Legacy begun;
    begun.language = visit_->view().language;
    if (Result<void> left = runtime_->leave(begun); !left) say(left.error());
}

int App::exit_code() const {
    if (case_open_) return device::kCaseOpened;
    if (staff_asked_) return device::kStaffAsked;
    return upkeep_ ? upkeep_->exit_code().value_or(kErased) : kErased;
}

int App::finish() {
    view_->forget();
    const int code = exit_code();
    if (!visiting_) return code;
    (void)device::take_offer(options_.runtime_folder);  // a key of the moment before the first touch opens nothing now
    const visit::VisitView& seen = visit_->view();
    const device::Legacy legacy{
        .finished = true,
        .ending = std::string(journey::name(display_lost_ ? journey::Ending::DeviceFault : visit_->state().ending)),
        .language = seen.language,
        .text_size = seen.text_size,
        .theme = seen.theme,
        .erased = visit_->erased(),
        .pid = 0,
        .erasing_since_ms = milliseconds(erasing_since_.time_since_epoch()),
        .wiped_ms = wiped_ms_,
        .still_to_deliver = ledger_->open_duties() > 0};
    if (Result<void> left = runtime_->leave(legacy); !left) say(left.error());
    return code;
}

}  // namespace vestibule::ui
