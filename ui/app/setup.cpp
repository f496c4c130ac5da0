// setup - the workshop first, while there is one thread; then the visit's lock, the window, and events until it is
// done.
#include "ui/app/setup.hpp"

#include <SDL2/SDL.h>

#include <csignal>
#include <cstdio>

#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/cameras_here.hpp"
#include "kiosk/device/os/capture_module.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "kiosk/diagnostics/bench.hpp"
#include "kiosk/setup/work.hpp"
#include "ui/app/camera_source.hpp"
#include "ui/screens/setup.hpp"

namespace vestibule::ui {

namespace {

constexpr int kTurn_ms = 250;                     // the clock, a stick, and five idle minutes
constexpr int kBusyTurn_ms = 50;                  // results come one after the other
constexpr std::chrono::seconds kUsableAfter{60};  // as of a visit

void say(const Error& error) {
    std::fprintf(stderr, "vestibule: %s\n", error.sentence().c_str());
    std::fprintf(stderr, "vestibule: %s\n", std::string(describe(error.code).action).c_str());
}

/// From the camera's threads: the loop turns once more.
void wake() {
    SDL_Event event{};
    event.type = SDL_USEREVENT;
    SDL_PushEvent(&event);
}

}  // namespace

SetupApp::SetupApp(Options options, Extras* extras)
    : options_(std::move(options)), extras_(extras), clock_(extras != nullptr ? &extras->clock() : &system_clock_) {}

/// Before everything that starts a thread.
Result<void> SetupApp::open_workshop() {
    const std::filesystem::path machine = extras_ != nullptr ? extras_->machine_root() : std::filesystem::path();
    bench_ = diagnostics::bench_of(options_.config,
                                   {.state_folder = options_.state_folder,
                                    .module_folder = options_.module_folder,
                                    .machine_root = machine.empty() ? "/" : machine},
                                   *clock_);
    auto id = device::device_id(options_.state_folder);
    if (!id) return std::move(id).error();
    device_ = std::move(id).value();
    auto workshop = device::Workshop::open(
        setup::work_at({&bench_, options_.runtime_folder, device_, bench_.machine.at("run/vestibule-wifi")}));
    if (!workshop) return std::move(workshop).error();
    workshop_.emplace(std::move(workshop).value());
    return {};
}

/// Nobody can be at the kiosk, and nobody comes: then the lock is let go again, for a stick and a bundle that is
/// fetched need it themselves.
bool SetupApp::close_for_patients() {
    if (auto runtime = device::Runtime::open(options_.runtime_folder)) (void)runtime->lock_visit();  // makes the file
    if (!device::VisitGate::close_for_patients(options_.runtime_folder)) return false;
    if (auto seen = device::StaffHere::come_in(options_.runtime_folder)) here_.emplace(std::move(*seen));
    return here_.has_value();
}

std::filesystem::path SetupApp::hand_socket() const {
    const std::filesystem::path hand = extras_ != nullptr ? extras_->hand_socket() : std::filesystem::path();
    return hand.empty() ? hand::kHandSocket : hand;
}

setup::DeskSetup SetupApp::desk_setup() {
    return {
        .clock = clock_,
        .ledger = ledger_.get(),
        .workshop = &*workshop_,
        .config = &options_.config,
        .state_folder = options_.state_folder,
        .runtime_folder = options_.runtime_folder,
        .device = device_,
        .cameras = device::cameras_here(bench_.machine, options_.config, extras_ != nullptr || is_test_kiosk(options_)),
        .test_kiosk = is_test_kiosk(options_),
        .camera = [this](const std::string& source) { return camera_factory(options_, extras_, source); },
        .reader = [this] { return device::load_code_reader(options_.module_folder / "vestibule-capture.so"); },
        .apply_network =
            [this] {
                return hand::ask_hand({hand::Verb::Network, {}}, hand_socket());
            },
        .wake = wake,
        .complain = say};
}

Result<void> SetupApp::open() {
    ledger_ = std::make_unique<device::Ledger>(device::LedgerSetup{.state_folder = options_.state_folder,
                                                                   .runtime_folder = options_.runtime_folder,
                                                                   .clock = clock_,
                                                                   .delivery_key = {},
                                                                   .complain = say,
                                                                   .found_due = {}});
    auto view = View::open({.window = {.width_px = options_.window_width_px, .height_px = options_.window_height_px},
                            .diagonal_inch = options_.config.diagonal_inch,
                            .catalogs = options_.share_folder / "locale"});
    if (!view) return std::move(view).error();
    view_ = std::move(view).value();
    desk_ = std::make_unique<setup::Desk>(desk_setup());
    return {};
}

int SetupApp::run() {
    std::signal(SIGTERM, [](int) { App::stop_soon(); });
    std::signal(SIGINT, [](int) { App::stop_soon(); });
    if (Result<void> opened = open_workshop(); !opened) {
        say(opened.error());
        return kDeviceFault;
    }
    if (!close_for_patients()) {
        std::fputs("vestibule: somebody is at the kiosk; set-up begins when they have gone\n", stderr);
        return kBusy;
    }
    if (Result<void> opened = open(); !opened) {
        say(opened.error());
        return kDeviceFault;
    }
    refresh();
    device::tell_ready();
    begun_ = system_clock_.now();
    if (extras_ != nullptr) extras_->start(*this);
    while (!desk_->over()) turn();
    const bool done = desk_->state().ending == setup::Ending::Done;
    view_->forget();
    if (staff_asked_) return device::kStaffAsked;
    return done ? kErased : kUnfinished;
}

void SetupApp::turn() {
    SDL_Event event{};
    if (SDL_WaitEventTimeout(&event, desk_->busy() ? kBusyTurn_ms : kTurn_ms) != 0) {
        do touched(event);
        while (SDL_PollEvent(&event) != 0);
    }
    if (App::stop_asked()) desk_->stop();
    if (desk_->over()) return;
    desk_->pump();
    if (!desk_->over()) look_for_key();
    if (desk_->over()) return;
    (void)view_->tick(std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()));
    if (extras_ != nullptr) extras_->pump(*this);
    refresh();
    feed_watchdog();
    tell_usable();
}

/// A screen that has answered for a while is a kiosk that can be used: this start of the machine was a good one.
void SetupApp::tell_usable() {
    if (!begun_ || system_clock_.now() - *begun_ < kUsableAfter) return;
    begun_.reset();
    auto runtime = device::Runtime::open(options_.runtime_folder);
    if (!runtime) return say(runtime.error());
    if (Result<void> marked = runtime->mark_usable(); !marked) say(marked.error());
}

void SetupApp::feed_watchdog() {
    const auto watchdog = device::watchdog_time();
    if (!watchdog || system_clock_.now() < next_feed_) return;
    next_feed_ = system_clock_.now() + *watchdog / 6;
    if (view_->window().present_again()) device::tell_alive();
}

void SetupApp::touched(const SDL_Event& event) {
    if (event.type == SDL_USEREVENT) return;
    const Rect area = view_->window().area();
    bool of_test = false, staff = false;
    const auto at = [&](float x, float y, bool down) {
        of_test = desk_->finger(x, y);
        staff = down && !of_test && gesture_.touched(x, y, clock_->now());
    };
    if (event.type == SDL_FINGERDOWN || event.type == SDL_FINGERMOTION)
        at(event.tfinger.x, event.tfinger.y, event.type == SDL_FINGERDOWN);
    if (event.type == SDL_MOUSEBUTTONDOWN)
        at(static_cast<float>(event.button.x) / area.w, static_cast<float>(event.button.y) / area.h, true);
    if (event.type == SDL_MOUSEMOTION && event.motion.state != 0)
        at(static_cast<float>(event.motion.x) / area.w, static_cast<float>(event.motion.y) / area.h, false);
    if (event.type == SDL_KEYDOWN) staff = gesture_.key(event.key.keysym.sym == SDLK_ESCAPE, clock_->now());
    if (staff) let_staff_in();
    if (!of_test && !desk_->over()) {
        for (const Happening& happening : view_->handle(event)) happen(happening);
    }
    if (!desk_->over()) refresh();
}

/// The unit of technician mode takes this one's place; without a root helper the parent starts the mode. A helper that
/// is there and fails ends nothing: what was typed here is worth more.
void SetupApp::let_staff_in() {
    ledger_->record(journal::Say::staff_asked());
    const std::filesystem::path socket = hand_socket();
    const auto asked = hand::ask_hand({hand::Verb::Technician, {}}, socket);
    std::error_code error;
    if (asked || std::filesystem::exists(socket, error)) return;
    staff_asked_ = true;
    desk_->stop();
}

void SetupApp::look_for_key() {
    const bool offered = device::is_offered(options_.runtime_folder);
    if (offered && !std::exchange(key_seen_, offered)) let_staff_in();
    key_seen_ = offered;
}

void SetupApp::happen(const Happening& happening) {
    pass_on(happening, *desk_);
}

Node SetupApp::shown() {
    return screens::setup_screen(desk_->state(), desk_->view());
}

void SetupApp::refresh() {
    on_screen_.refresh(*view_, *desk_, [this] { return shown(); });
}

}  // namespace vestibule::ui
