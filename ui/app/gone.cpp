// gone - the first frame says what happens; then it happens; then the certificate stands until nobody wants it.
#include "ui/app/gone.hpp"

#include <SDL2/SDL.h>

#include <csignal>
#include <cstdio>

#include "drivers/printer/printer.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/supervisor.hpp"
#include "ui/screens/gone.hpp"

namespace vestibule::ui {

namespace {

using GoneStage = decommission::Stage;
using decommission::StickStage;
constexpr int kTurn_ms = 250;  // a stick, and a request to stop

void say(const Error& error) {
    std::fprintf(stderr, "vestibule: %s\n", error.sentence().c_str());
    std::fprintf(stderr, "vestibule: %s\n", std::string(describe(error.code).action).c_str());
}

}  // namespace

GoneApp::GoneApp(Options options, Extras* extras)
    : options_(std::move(options)),
      extras_(extras),
      clock_(extras != nullptr ? &extras->clock() : &system_clock_),
      remains_(decommission::read_remains(options_.state_folder)) {
    state_.common.language = remains_.language;
    state_.person = remains_.person;
    state_.printer = !remains_.printer.empty();
}

Result<void> GoneApp::open() {
    auto view = View::open({.window = {.width_px = options_.window_width_px, .height_px = options_.window_height_px},
                            .diagonal_inch = remains_.diagonal_inch,
                            .catalogs = options_.share_folder / "locale"});
    if (!view) return std::move(view).error();
    view_ = std::move(view).value();
    return {};
}

int GoneApp::run() {
    std::signal(SIGTERM, [](int) { App::stop_soon(); });
    std::signal(SIGINT, [](int) { App::stop_soon(); });
    if (auto runtime = device::Runtime::open(options_.runtime_folder)) (void)runtime->lock_visit();  // makes the file
    if (auto gate = device::VisitGate::close_for_patients(options_.runtime_folder)) gate_.emplace(std::move(*gate));
    if (auto seen = device::StaffHere::come_in(options_.runtime_folder)) here_.emplace(std::move(*seen));
    device::drop_stick(options_.runtime_folder);
    if (Result<void> opened = open(); !opened) {
        say(opened.error());
        // Nobody sees it, and it is done all the same: whoever asked for it may have no display any more.
        const auto done = decommission::go_on(options_.state_folder, *clock_);
        if (!done) say(done.error());
        return kDeviceFault;
    }
    refresh();
    device::tell_ready();
    if (extras_ != nullptr) extras_->start(*this);
    erase();
    while (!over_) turn();
    device::drop_stick(options_.runtime_folder);
    view_->forget();
    return kErased;
}

void GoneApp::erase() {
    state_.stage = GoneStage::Erasing;
    state_.failure.clear();
    changed();
    refresh();
    auto made = decommission::go_on(options_.state_folder, *clock_, [this](const std::string&) { feed_watchdog(); });
    changed();
    if (!made) {
        say(made.error());
        state_.stage = GoneStage::Failed;
        state_.failure = made.error().sentence();
        return;
    }
    certificate_ = std::move(made).value();
    state_.stage = GoneStage::Certificate;
    state_.code = privacy::secret(certificate_.code);
    state_.device = certificate_.document.value("device", std::string());
    const auto journal = certificate_.document.value("journal", nlohmann::json::object());
    state_.journal_taken = journal.value("exported", std::int64_t{0}) > 0;
    state_.left.clear();
    for (const auto& file : certificate_.document.value("left", nlohmann::json::array())) {
        if (file.is_string()) state_.left.push_back(file.get<std::string>());
    }
}

void GoneApp::print() {
    const auto printed =
        drivers::make_escpos_printer(remains_.printer)->print(decommission::certificate_lines(certificate_.document));
    state_.printed = printed.ok();
    state_.failure = printed ? "" : printed.error().sentence();
    changed();
}

void GoneApp::await_stick() {
    const auto loaded = device::load_stick(options_.runtime_folder, decommission::certificate_files(certificate_));
    state_.stick = loaded ? StickStage::Awaited : StickStage::Failed;
    state_.failure = loaded ? "" : loaded.error().sentence();
    changed();
}

void GoneApp::look_at_stick() {
    if (state_.stick != StickStage::Awaited) return;
    const auto note = device::stick_written(options_.runtime_folder);
    if (!note || (note->good && !note->released)) return;
    device::drop_stick(options_.runtime_folder);
    state_.stick = note->good ? StickStage::Written : StickStage::Failed;
    state_.failure = note->detail;
    changed();
}

/// What it was is gone; a machine that starts anew has nothing of it in its memory either.
void GoneApp::finish() {
    if (const auto done = decommission::finish(options_.state_folder, *clock_); !done) {
        say(done.error());
        state_.failure = done.error().sentence();
        return changed();
    }
    over_ = true;
    const std::filesystem::path hand = extras_ != nullptr ? extras_->hand_socket() : std::filesystem::path();
    const std::filesystem::path socket = hand.empty() ? std::filesystem::path(hand::kHandSocket) : hand;
    (void)hand::ask_hand({hand::Verb::Network, {}}, socket);
    if (const auto asked = hand::ask_hand({hand::Verb::Reboot, {}}, socket); !asked) say(asked.error());
}

void GoneApp::turn() {
    SDL_Event event{};
    if (SDL_WaitEventTimeout(&event, kTurn_ms) != 0) {
        do {
            for (const Happening& happening : view_->handle(event)) happen(happening);
        } while (SDL_PollEvent(&event) != 0 && !over_);
    }
    if (App::stop_asked()) over_ = true;  // the note stays: the next start goes on
    if (over_) return;
    look_at_stick();
    (void)view_->tick(std::chrono::duration_cast<std::chrono::milliseconds>(clock_->now().time_since_epoch()));
    if (extras_ != nullptr) extras_->pump(*this);
    refresh();
    feed_watchdog();
}

void GoneApp::feed_watchdog() {
    const auto watchdog = device::watchdog_time();
    if (!watchdog || system_clock_.now() < next_feed_) return;
    next_feed_ = system_clock_.now() + *watchdog / 6;
    if (view_->window().present_again()) device::tell_alive();
}

void GoneApp::happen(const Happening& happening) {
    const auto* intent = std::get_if<visit::Intent>(&happening);
    if (intent == nullptr) return;
    if (intent->kind == visit::IntentKind::SetTextSize) state_.common.text_size = intent->index;
    if (intent->kind == visit::IntentKind::SetTheme) state_.common.theme = intent->index;
    if (intent->kind == visit::IntentKind::SetLanguage)
        state_.common.language = state_.common.language == "en" ? "es" : "en";
    changed();
    if (intent->kind != visit::IntentKind::Choose) return;
    switch (static_cast<decommission::Press>(intent->index)) {
        case decommission::Press::Again:
            return erase();
        case decommission::Press::Print:
            return print();
        case decommission::Press::ToStick:
            return await_stick();
        case decommission::Press::Done:
            return finish();
    }
}

Node GoneApp::shown() {
    return screens::gone_screen(state_);
}

std::string_view GoneApp::step() const {
    switch (state_.stage) {
        case GoneStage::Erasing:
            return "Forgetting";
        case GoneStage::Failed:
            return "NotForgotten";
        case GoneStage::Certificate:
            break;
    }
    return "Certificate";
}

void GoneApp::refresh() {
    if (version_ == shown_version_ || over_) return;
    shown_version_ = version_;
    state_.common.wide = view_->window().width_px() > view_->window().height_px();
    view_->set_language(state_.common.language);
    view_->set_text_size(state_.common.text_size);
    view_->set_theme(state_.common.theme);
    (void)view_->show(shown());
}

}  // namespace vestibule::ui
