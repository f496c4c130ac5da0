// staff - the workshop first, while there is one thread; then the visit's lock, the window, and events until it is
// left.
#include "ui/app/staff.hpp"

#include <SDL2/SDL.h>

#include <csignal>
#include <cstdio>

#include "kiosk/device/access/trust.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "kiosk/diagnostics/bench.hpp"
#include "ui/app/camera_source.hpp"
#include "ui/app/enclosure.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui {

namespace {

constexpr int kTurn_ms = 250;     // the clock on the door, and five idle minutes
constexpr int kBusyTurn_ms = 50;  // results come one after the other

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

std::optional<staff::Key> key_of(SDL_Keycode code) {
    switch (code) {
        case SDLK_UP:
            return staff::Key::Up;
        case SDLK_DOWN:
            return staff::Key::Down;
        case SDLK_LEFT:
            return staff::Key::Left;
        case SDLK_RIGHT:
            return staff::Key::Right;
        case SDLK_RETURN:
        case SDLK_KP_ENTER:
            return staff::Key::Select;
        case SDLK_ESCAPE:
            return staff::Key::Back;
        default:
            return std::nullopt;
    }
}

}  // namespace

StaffApp::StaffApp(Options options, Extras* extras)
    : options_(std::move(options)), extras_(extras), clock_(extras != nullptr ? &extras->clock() : &system_clock_) {}

/// Before everything that starts a thread, and before the lock: a test that hangs for good must not keep it.
Result<void> StaffApp::open_workshop() {
    const std::filesystem::path machine = extras_ != nullptr ? extras_->machine_root() : std::filesystem::path();
    bench_ = diagnostics::bench_of(options_.config,
                                   {.state_folder = options_.state_folder,
                                    .module_folder = options_.module_folder,
                                    .machine_root = machine.empty() ? "/" : machine},
                                   *clock_);
    bench_.make_printer = [extras = extras_](const std::string& device) {
        auto made_up = extras != nullptr ? extras->printer(device) : nullptr;
        return made_up ? std::move(made_up) : drivers::make_escpos_printer(device);
    };
    if (auto id = device::device_id(options_.state_folder)) device_ = std::move(id).value();
    auto workshop = device::Workshop::open(staff::work_at(bench_));
    if (!workshop) return std::move(workshop).error();
    workshop_.emplace(std::move(workshop).value());
    return {};
}

/// Nobody can be at the kiosk from now on.
bool StaffApp::close_for_patients() {
    if (auto runtime = device::Runtime::open(options_.runtime_folder)) (void)runtime->lock_visit();  // makes the file
    auto gate = device::VisitGate::close_for_patients(options_.runtime_folder);
    if (gate) gate_.emplace(std::move(*gate));
    return gate_.has_value();
}

Result<void> StaffApp::open() {
    ledger_ = std::make_unique<device::Ledger>(device::LedgerSetup{.state_folder = options_.state_folder,
                                                                   .runtime_folder = options_.runtime_folder,
                                                                   .clock = clock_,
                                                                   .delivery_key = {},
                                                                   .complain = [](const Error& error) { say(error); },
                                                                   .found_due = {}});
    auto view = View::open({.window = {.width_px = options_.window_width_px, .height_px = options_.window_height_px},
                            .diagonal_inch = options_.config.diagonal_inch,
                            .catalogs = options_.share_folder / "locale"});
    if (!view) return std::move(view).error();
    view_ = std::move(view).value();
    enclosure_ = enclosure_of(options_, extras_, *ledger_, *clock_, [](const Error& error) { say(error); });
    desk_ = std::make_unique<staff::Desk>(desk_setup());
    return {};
}

staff::DeskSetup StaffApp::desk_setup() {
    // An id that cannot be read is nobody's name: no pass that names kiosks is good here.
    const std::string device = device_.empty() ? "?" : device_;
    return {.clock = clock_,
            .ledger = ledger_.get(),
            .workshop = &*workshop_,
            .config = &options_.config,
            .test_kiosk = is_test_kiosk(options_),
            .complain = say,
            .runtime_folder = options_.runtime_folder,
            .device = device,
            .trust = [this, device] { return device::trust_here(options_.state_folder, device, bench_.machine); },
            .clock_is_set = [this] { return device::clock_is_set(bench_.machine); },
            .camera = [this](const std::string& source) { return camera_factory(options_, extras_, source); },
            .reader = [this] { return device::load_code_reader(options_.module_folder / "vestibule-capture.so"); },
            .wake = wake,
            .errands = errands()};
}

staff::ErrandSetup StaffApp::errands() {
    return {.clock = clock_,
            .ledger = ledger_.get(),
            .enclosure = enclosure_.get(),
            .config = &options_.config,
            .machine = bench_.machine,
            .state_folder = options_.state_folder,
            .runtime_folder = options_.runtime_folder,
            .hand_socket = extras_ != nullptr ? extras_->hand_socket() : std::filesystem::path(),
            .device = device_,
            .made_up = extras_ != nullptr || is_test_kiosk(options_),
            .camera = [this](const std::string& source) { return camera_factory(options_, extras_, source); },
            .language = [this] { return desk_->view().common.language; },
            .wake = wake,
            .complain = [](const Error& error) { say(error); }};
}

int StaffApp::run() {
    std::signal(SIGTERM, [](int) { App::stop_soon(); });
    std::signal(SIGINT, [](int) { App::stop_soon(); });
    if (Result<void> opened = open_workshop(); !opened) {
        say(opened.error());
        return kDeviceFault;
    }
    if (!close_for_patients()) {
        std::fputs("vestibule: somebody is at the kiosk; technician mode begins when they have gone\n", stderr);
        return kBusy;
    }
    if (Result<void> opened = open(); !opened) {
        say(opened.error());
        return kDeviceFault;
    }
    refresh();
    device::tell_ready();
    if (extras_ != nullptr) extras_->start(*this);
    while (!desk_->over()) turn();
    view_->forget();
    return kErased;
}

void StaffApp::turn() {
    SDL_Event event{};
    if (SDL_WaitEventTimeout(&event, desk_->busy() ? kBusyTurn_ms : kTurn_ms) != 0) {
        do touched(event);
        while (SDL_PollEvent(&event) != 0);
    }
    if (App::stop_asked()) desk_->stop();
    desk_->pump();
    if (desk_->over()) return;
    welcome();
    (void)view_->tick(std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()));
    if (extras_ != nullptr) extras_->pump(*this);
    refresh();
    feed_watchdog();
}

/// From the sign-in on a stick with the site's bundle is taken.
void StaffApp::welcome() {
    if (here_ || desk_->state().role == staff::Role::None) return;
    if (auto seen = device::StaffHere::come_in(options_.runtime_folder)) here_.emplace(std::move(*seen));
}

void StaffApp::feed_watchdog() {
    const auto watchdog = device::watchdog_time();
    if (!watchdog || system_clock_.now() < next_feed_) return;
    next_feed_ = system_clock_.now() + *watchdog / 6;
    if (view_->window().present_again()) device::tell_alive();
}

/// What belongs to a test of the touch screen or the keypad is no touch on a button.
bool StaffApp::tested(const SDL_Event& event) {
    const Rect area = view_->window().area();
    switch (event.type) {
        case SDL_FINGERDOWN:
        case SDL_FINGERMOTION:
            return desk_->finger(event.tfinger.x, event.tfinger.y);
        case SDL_MOUSEBUTTONDOWN:
            return desk_->finger(static_cast<float>(event.button.x) / area.w,
                                 static_cast<float>(event.button.y) / area.h);
        case SDL_MOUSEMOTION:
            return event.motion.state != 0 && desk_->finger(static_cast<float>(event.motion.x) / area.w,
                                                            static_cast<float>(event.motion.y) / area.h);
        case SDL_KEYDOWN:
            if (const auto key = key_of(event.key.keysym.sym)) return desk_->key(*key);
            return false;
        default:
            return false;
    }
}

void StaffApp::touched(const SDL_Event& event) {
    if (event.type == SDL_USEREVENT) return refresh();
    if (!tested(event)) {
        for (const Happening& happening : view_->handle(event)) happen(happening);
    }
    refresh();
}

void StaffApp::happen(const Happening& happening) {
    pass_on(happening, *desk_);
}

Node StaffApp::shown() {
    return screens::staff_screen(desk_->state(), desk_->view());
}

void StaffApp::refresh() {
    on_screen_.refresh(*view_, *desk_, [this] { return shown(); });
}

}  // namespace vestibule::ui
