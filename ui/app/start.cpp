// start - what an App is made of: settings and services, the visit before, a display, and then everything slow.
#include <cstdio>
#include <cstdlib>

#include "drivers/sound/sound.hpp"
#include "kiosk/device/brand/logo.hpp"
#include "kiosk/device/brand/texts.hpp"
#include "kiosk/device/contrast.hpp"
#include "kiosk/device/os/capture_module.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/journey/tables.hpp"
#include "kiosk/privacy/error_words.hpp"
#include "ui/app/app.hpp"
#include "ui/app/camera_source.hpp"
#include "ui/app/receipt.hpp"

namespace vestibule::ui {

namespace {

constexpr const char* kCascadeFolder = "/usr/share/opencv4";

/// As loud as the settings say, whatever the visit before, or a knob, has left. Waits for the card: not on the main
/// thread. A card that is gone is told and keeps no patient away.
void reset_volume(const device::Config& config) {
    if (config.sound.empty()) return;
    if (const auto set = drivers::make_sound(config.sound)->set_volume(config.volume_percent); !set)
        std::fprintf(stderr, "vestibule: %s\n", set.error().sentence().c_str());
}

journey::Ending ending_named(const std::string& word) {
    for (std::size_t e = 0; e < static_cast<std::size_t>(journey::Ending::Count); ++e) {
        if (journey::name(static_cast<journey::Ending>(e)) == word) return static_cast<journey::Ending>(e);
    }
    return journey::Ending::None;
}

}  // namespace

void App::say(const Error& error) {
    std::fprintf(stderr, "vestibule: %s\n", error.sentence().c_str());
    std::fprintf(stderr, "vestibule: %s\n", std::string(describe(error.code).action).c_str());
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
    predecessor_->proved_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()).count() -
        legacy->erasing_since_ms;
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

/// How the facility looks and speaks. A bundle was judged when it came; a file that is broken since, or was named by
/// hand, is told and left out: no patient is sent away for a logo.
void App::read_brand() {
    const device::Config& config = options_.config;
    use_accent(device::read_colour(config.accent));
    if (!config.logo.empty()) {
        const auto bytes = device::read_text(config.logo);
        auto logo = bytes ? device::read_logo(*bytes, config.logo) : Result<device::Logo>(bytes.error());
        if (!logo) say(logo.error());
        if (logo) setup_.logo = &logo_.emplace(std::move(logo).value());
    }
    if (config.texts.empty()) return;
    const auto text = device::read_text(config.texts);
    auto texts =
        text ? device::read_site_texts(*text, config.texts, config.languages) : Result<device::SiteTexts>(text.error());
    if (!texts) return say(texts.error());
    texts_ = std::move(texts).value();
    setup_.texts = &texts_;
}

/// What the visit is told of this kiosk.
void App::set_up() {
    const device::Config& config = options_.config;
    read_brand();
    setup_.languages = config.languages;
    setup_.facility_name = config.facility_name;
    setup_.document_tray = config.document_position == "tray";
    setup_.mains_hz = config.mains_hz;
    setup_.colours = config.colours == "ask";
    setup_.desk = config.desk;
    test_kiosk_ = is_test_kiosk(options_);
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
}

/// Without a display server the kiosk itself looks after touch screen and display.
bool App::owns_devices() const {
    if (extras_ != nullptr && !extras_->machine_root().empty()) return true;
    const char* driver = std::getenv("SDL_VIDEODRIVER");
    return driver != nullptr && (std::string_view(driver) == "kmsdrm" || std::string_view(driver) == "KMSDRM");
}

/// False: the kiosk was stopped while it waited for a display that somebody plugs in.
bool App::find_display() {
    if (!owns_devices() || drivers::displays(machine_) != drivers::Displays::None) return true;
    begin_ledger();  // the visit before is told of now: this may take long
    fault(ErrorCode::DisplayLost);
    device::tell_ready();
    device::tell_status("no display is connected");
    return wait_for_display(machine_, stop_asked, [] { device::tell_alive(); });
}

void App::begin_ledger() {
    if (std::exchange(ledger_begun_, true)) return;
    ledger_->begin(predecessor_ ? receipt(predecessor_->legacy, predecessor_->checks, predecessor_->proved_ms)
                                : journal::Say::started());
    // Nothing was found, and nothing can be known: whoever reads the receipt shall know why.
    if (predecessor_ && predecessor_->checks.swap == device::Check::NotMade) fault(ErrorCode::SwapInUse);
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

    set_up();
    // A notice is no successor: the visit before is still to be checked by the next one that serves.
    if (options_.out_of_service_code != 0) {
        setup_.last = {};
    } else if (Result<void> met = meet_predecessor(); !met) {
        return met;
    }
    if (!find_display()) return {};
    auto view = View::open({.window = {.width_px = options_.window_width_px, .height_px = options_.window_height_px},
                            .diagonal_inch = options_.config.diagonal_inch,
                            .catalogs = options_.share_folder / "locale"});
    if (!view) return std::move(view).error();
    view_ = std::move(view).value();
    return {};
}

void App::load_services() {
    const device::Config& config = options_.config;
    if (extras_ != nullptr) client_ = extras_->client(setup_.providers);
    if (!client_)
        client_ = net::make_client({.ca_file = config.ca_file,
                                    .client_certificate = config.client_certificate,
                                    .client_key = config.client_key,
                                    .proxy = config.proxy,
                                    .clock = clock_});
    visit_->services_ready(*client_);
}

void App::load_eyes() {
    reset_volume(options_.config);
    const auto factory = [this](const std::string& source) { return camera_factory(options_, extras_, source); };
    const auto load = [&]() -> Result<visit::Eyes> {
        auto engine = device::load_capture_module(options_.module_folder / "vestibule-capture.so", kCascadeFolder,
                                                  options_.config.face_model, options_.config.document_focal_percent);
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

void App::look_after_devices() {
    std::filesystem::path hand = extras_ != nullptr ? extras_->hand_socket() : std::filesystem::path();
    upkeep_ = std::make_unique<Upkeep>(UpkeepWiring{.clock = clock_,
                                                    .machine = machine_,
                                                    .own_devices = owns_devices(),
                                                    .ledger = ledger_.get(),
                                                    .config = &options_.config,
                                                    .runtime_folder = options_.runtime_folder,
                                                    .hand_socket = hand.empty() ? hand::kHandSocket : hand,
                                                    .complain = [](const Error& error) { say(error); },
                                                    .fault = [this](ErrorCode code) { fault(code); },
                                                    .wake = [] { wake(); }});
}

}  // namespace vestibule::ui
