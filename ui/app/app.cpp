// app - first a frame, then everything slow; then events until the visit is over.
#include "ui/app/app.hpp"

#include <SDL2/SDL.h>

#include <csignal>
#include <cstdio>
#include <cstring>

#include "drivers/camera/module.hpp"
#include "drivers/camera/origin.hpp"
#include "kiosk/device/os/capture_module.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/privacy/error_words.hpp"
#include "ui/app/receipt.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui {

namespace {

constexpr int kTurnAtLeast_ms = 1'000;                // a missed wake-up costs a second, never a visit
constexpr std::chrono::milliseconds kDoubleTap{300};  // shorter than anybody reads and answers a new screen
constexpr std::chrono::seconds kNoticeShown{30};      // then the kiosk is tried again
constexpr const char* kTestMark = "test-kiosk";       // put there by an image that is signed with test keys
constexpr const char* kCascadeFolder = "/usr/share/opencv4";

std::atomic<bool> stop_wanted{false};
std::atomic<bool> wake_waiting{false};

std::uint32_t wake_event() {
    static const std::uint32_t kind = SDL_RegisterEvents(1);
    return kind;
}

void say(const Error& error) {
    std::fprintf(stderr, "vestibule: %s\n", error.sentence().c_str());
    std::fprintf(stderr, "vestibule: %s\n", std::string(describe(error.code).action).c_str());
}

std::int64_t milliseconds(drivers::Duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

journey::Ending ending_named(const std::string& word) {
    for (std::size_t e = 0; e < static_cast<std::size_t>(journey::Ending::Count); ++e) {
        if (journey::name(static_cast<journey::Ending>(e)) == word) return static_cast<journey::Ending>(e);
    }
    return journey::Ending::None;
}

}  // namespace

App::App(Options options, Extras* extras)
    : options_(std::move(options)), extras_(extras), clock_(extras != nullptr ? &extras->clock() : &system_clock_) {}

App::~App() {
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

Result<void> App::read_services() {
    const device::Config& config = options_.config;
    const std::filesystem::path folder = config.profiles;
    for (const std::string& id : config.providers) {
        auto profile = identity::read_profile(folder / (id + ".toml"));
        if (!profile) return std::move(profile).error();
        setup_.providers.push_back(std::move(profile).value());
    }
    auto network = records::read_profile(folder / (config.records + ".toml"));
    if (!network) return std::move(network).error();
    setup_.network = std::move(network).value();
    return {};
}

/// Whether the visit before is gone, and what of it this process shows.
Result<void> App::meet_predecessor() {
    const auto legacy = runtime_->take_legacy();
    if (!legacy) return {};
    predecessor_.emplace().legacy = *legacy;
    if (Result<void> gone = runtime_->check_forgotten(*legacy, &predecessor_->checks); !gone) return gone;
    predecessor_->proved_ms = milliseconds(clock_->now().time_since_epoch()) - legacy->erasing_since_ms;
    setup_.last.any = true;
    setup_.last.ending = legacy->finished ? ending_named(legacy->ending) : journey::Ending::DeviceFault;
    setup_.last.erased = legacy->erased;
    setup_.last.still_to_deliver = legacy->still_to_deliver;
    setup_.text_size = legacy->text_size;
    setup_.theme = legacy->theme;
    const auto& languages = options_.config.languages;
    const auto found = std::find(languages.begin(), languages.end(), legacy->language);
    if (found != languages.end()) setup_.language = static_cast<std::size_t>(found - languages.begin());
    return {};
}

Result<void> App::open() {
    auto runtime = device::Runtime::open(options_.runtime_folder);
    if (!runtime) return std::move(runtime).error();
    runtime_.emplace(std::move(runtime).value());
    ledger_ = std::make_unique<device::Ledger>(device::LedgerSetup{.state_folder = options_.state_folder,
                                                                   .runtime_folder = options_.runtime_folder,
                                                                   .clock = clock_,
                                                                   .delivery_key = options_.config.delivery_key,
                                                                   .complain = [](const Error& error) { say(error); },
                                                                   .found_due = [] { wake(); }});
    if (Result<void> read = read_services(); !read) return read;

    const device::Config& config = options_.config;
    setup_.languages = config.languages;
    setup_.facility_name = config.facility_name;
    setup_.document_tray = config.document_position == "tray";
    setup_.mains_hz = config.mains_hz;
    setup_.desk = config.desk;
    std::error_code unseen;
    test_kiosk_ = std::filesystem::exists(options_.share_folder / kTestMark, unseen);
    setup_.test_kiosk = test_kiosk_;
    setup_.country = config.country;
    setup_.clock = clock_;
    setup_.duties = options_.config.delivery_key.empty() ? nullptr : ledger_.get();
    setup_.out_of_service_code = options_.out_of_service_code;
    if (const auto error = error_of_notice(options_.out_of_service_code)) {
        setup_.out_of_service_code = static_cast<int>(*error);  // a program's exit code becomes the catalog's
    }
    setup_.wake = [] { wake(); };
    setup_.fault = [this](ErrorCode code) { fault(code); };
    setup_.moved = [this](const journey::State& state) { moved(state); };
    // A notice is no successor: the visit before is still to be checked by the next one that serves.
    if (options_.out_of_service_code != 0) {
        setup_.last = {};
    } else if (Result<void> met = meet_predecessor(); !met) {
        return met;
    }
    auto view = View::open({.window = {.width_px = options_.window_width_px, .height_px = options_.window_height_px},
                            .diagonal_inch = config.diagonal_inch,
                            .catalogs = options_.share_folder / "locale"});
    if (!view) return std::move(view).error();
    view_ = std::move(view).value();
    return {};
}

int App::run() {
    std::signal(SIGTERM, [](int) { App::stop_soon(); });
    std::signal(SIGINT, [](int) { App::stop_soon(); });
    if (Result<void> opened = open(); !opened) return refuse(opened.error());
    visit_ = std::make_unique<visit::Visit>(setup_);
    refresh();  // the first frame: nothing slow has been touched yet
    if (options_.out_of_service_code != 0) return show_notice();
    ledger_->begin(predecessor_ ? receipt(predecessor_->legacy, predecessor_->checks, predecessor_->proved_ms)
                                : journal::Say::started());
    load_services();
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
    return kErased;
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

void App::load_services() {
    const device::Config& config = options_.config;
    if (extras_ != nullptr) client_ = extras_->client(setup_.providers);
    if (!client_) client_ = net::make_client({.ca_file = config.ca_file,
                                .client_certificate = config.client_certificate,
                                .client_key = config.client_key,
                                .proxy = config.proxy});
    visit_->services_ready(*client_);
}

void App::load_eyes() {
    const auto factory = [this](const std::string& source) -> Result<drivers::CameraFactory> {
        std::string module = extras_ != nullptr ? extras_->camera_module(source) : std::string();
        if (module.empty()) module = options_.module_folder / "vestibule-camera.so";
        // A patient's pictures come from a camera; films and made-up devices are for tests.
        if (extras_ == nullptr && !test_kiosk_ && drivers::is_virtual(source))
            return Error{ErrorCode::CameraMissing, source + ": a virtual camera, and this is no test kiosk"};
        return drivers::load_camera_module(module, {source});
    };
    const auto load = [&]() -> Result<visit::Eyes> {
        auto engine = device::load_capture_module(options_.module_folder / "vestibule-capture.so", kCascadeFolder,
                                                   options_.config.face_model);
        if (!engine) return std::move(engine).error();
        if (auto camera = extras_ != nullptr ? extras_->camera() : std::nullopt)
            return visit::Eyes{*camera, *camera, std::move(engine).value()};
        auto document = factory(options_.config.document_camera);
        if (!document) return std::move(document).error();
        auto face = factory(options_.config.face_camera);
        if (!face) return std::move(face).error();
        return visit::Eyes{std::move(document).value(), std::move(face).value(), std::move(engine).value()};
    };
    Result<visit::Eyes> loaded = load();
    {
        const std::scoped_lock lock(eyes_mutex_);
        loaded_eyes_.emplace(std::move(loaded));
    }
    wake();
}

int App::wait_ms() const {
    const auto due = visit_->due();
    const int at_least_ms = pulse_ ? std::min(kTurnAtLeast_ms, pulse_->period_ms()) : kTurnAtLeast_ms;
    if (!due) return at_least_ms;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - clock_->now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, at_least_ms));
}

void App::turn() {
    SDL_Event event{};
    if (SDL_WaitEventTimeout(&event, wait_ms()) != 0) {
        do {
            if (event.type == wake_event()) {
                wake_waiting = false;
                continue;
            }
            touched(event);
        } while (SDL_PollEvent(&event) != 0);
    }
    {
        const std::scoped_lock lock(eyes_mutex_);
        if (loaded_eyes_) {
            if (!loaded_eyes_->ok()) {
                say(loaded_eyes_->error());
                fault(loaded_eyes_->error().code);
            }
            visit_->eyes_opened(std::move(*loaded_eyes_));
            loaded_eyes_.reset();
        }
    }
    if (stop_wanted.exchange(false)) {
        if (!visiting_) return visit_->erase();
        visit_->handle({.kind = visit::IntentKind::AskStop});
        visit_->handle({.kind = visit::IntentKind::EraseNow});
    }
    if (ledger_->released() > 0) visit_->tell_still_to_deliver();
    visit_->pump();
    (void)view_->tick(std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()));
    if (extras_ != nullptr) extras_->pump(*this);
    refresh();
    if (pulse_) pulse_->turn();
    if (!visit_->wants_erasing()) return;
    if (extras_ != nullptr) extras_->before_erasing(*this);
    erase();  // the screen says so by now
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

void App::touched(const SDL_Event& event) {
    const bool down = event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_FINGERDOWN;
    // The second half of a double tap belongs to the screen that it has just left, not to the one that came.
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
    if (const drivers::FramePtr frame = visit_->newest_frame(); frame != shown_frame_) {
        shown_frame_ = frame;
        if (frame) {
            const auto encoding = frame->format == drivers::PixelFormat::Mjpeg ? capture::Encoding::Jpeg
                                  : frame->format == drivers::PixelFormat::Bgr ? capture::Encoding::Bgr
                                                                               : capture::Encoding::Yuyv;
            (void)view_->camera({encoding, frame->width_px, frame->height_px, frame->bytes.reveal()});
        }
    }
}

void App::moved(const journey::State& state) {
    if (visiting_ || state.step == journey::Step::Welcome || state.step == journey::Step::Erased) return;
    visiting_ = true;
    if (Result<void> locked = runtime_->lock_visit(); !locked) say(locked.error());
    // Should this process die in the visit, its successor knows that there was one.
    device::Legacy begun;
    begun.language = visit_->view().language;
    if (Result<void> left = runtime_->leave(begun); !left) say(left.error());
}

int App::finish() {
    view_->forget();
    if (!visiting_) return kErased;
    const visit::VisitView& seen = visit_->view();
    const device::Legacy legacy{.finished = true,
                                .ending = std::string(journey::name(visit_->state().ending)),
                                .language = seen.language,
                                .text_size = seen.text_size,
                                .theme = seen.theme,
                                .erased = visit_->erased(),
                                .pid = 0,
                                .erasing_since_ms = milliseconds(erasing_since_.time_since_epoch()),
                                .wiped_ms = wiped_ms_,
                                .still_to_deliver = ledger_->open_duties() > 0};
    if (Result<void> left = runtime_->leave(legacy); !left) say(left.error());
    return kErased;
}

}  // namespace vestibule::ui
