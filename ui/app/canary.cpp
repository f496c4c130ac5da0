// canary - the synthetic patient's hands, and the camera that shows the test pattern.
#include "ui/app/canary.hpp"

#include <array>
#include <cstdlib>
#include <thread>

#include "kiosk/device/canary.hpp"
#include "kiosk/privacy/os/own_pages.hpp"
#include "kiosk/privacy/os/scrub.hpp"

namespace vestibule::ui {

namespace {

using journey::Step;

constexpr std::chrono::milliseconds kBetweenFrames{40};

class PatternCamera final : public drivers::Camera {
public:
    Result<void> open(const drivers::CameraRequest&) override { return {}; }
    Result<drivers::FramePtr> next(drivers::Duration) override {
        std::this_thread::sleep_for(kBetweenFrames);
        auto picture = device::canary_picture();
        if (!picture) return std::move(picture).error();
        auto frame = std::make_shared<drivers::Frame>();
        frame->width_px = device::kCanaryWidth_px;
        frame->height_px = device::kCanaryHeight_px;
        frame->bytes = std::move(picture).value();
        frame->sequence = ++sequence_;
        frame->taken = drivers::SystemClock().now();
        frame->camera = "test pattern";
        return drivers::FramePtr(std::move(frame));
    }
    void close() override {}
    [[nodiscard]] bool stands_still() const override { return true; }

private:
    std::uint64_t sequence_ = 0;
};

/// What the patient presses on a screen; the first that is there. Screens that are not named are passed by waiting.
struct Presses {
    Step step;
    std::array<const char*, 2> ids;
};
constexpr std::array kPresses{
    Presses{Step::Erased, {"continue", nullptr}},
    Presses{Step::Welcome, {"continue", nullptr}},
    Presses{Step::BeforeYouStart, {"yes", nullptr}},
    Presses{Step::ChooseProvider, {"provider-0", "provider-1"}},
    Presses{Step::ChooseHow, {"here", nullptr}},
    Presses{Step::PictureConsent, {"yes", nullptr}},
    Presses{Step::AccountKind, {"new-account", nullptr}},
    Presses{Step::Contact, {"continue", nullptr}},
    Presses{Step::EmailCode, {"continue", nullptr}},
    Presses{Step::PhoneCode, {"continue", nullptr}},
    Presses{Step::Name, {"continue", nullptr}},
    Presses{Step::BirthDate, {"continue", nullptr}},
    Presses{Step::Address, {"continue", nullptr}},
    Presses{Step::ChooseDocument, {"license", "passport"}},
    Presses{Step::FrontReview, {"use-photo", nullptr}},
    Presses{Step::BackReview, {"use-photo", nullptr}},
    Presses{Step::SelfieIntro, {"continue", nullptr}},
    Presses{Step::SelfieReview, {"use-photo", nullptr}},
    Presses{Step::CheckDetails, {"continue", nullptr}},
};

}  // namespace

std::unique_ptr<net::Client> CanaryRun::client(const std::vector<identity::Profile>& profiles) {
    return make_stub_client(profiles);
}

std::optional<drivers::CameraFactory> CanaryRun::camera() {
    return [] { return std::make_unique<PatternCamera>(); };
}

void CanaryRun::pump(Stage& stage) {
    App& app = *stage.serving();
    if (part_ == Part::Patient) return play(app);
    if (app.visit().state().step != Step::Erased || looked_) return;
    looked_ = true;
    be_searched();  // for what the patient before has left
    App::stop_soon();
}

bool CanaryRun::press(App& app, const char* id) {
    app.refresh();
    const auto pressed = app.view().press("", id);
    if (!pressed) return false;
    for (const Happening& happening : *pressed) app.happen(happening);
    return true;
}

void CanaryRun::fill(App& app) {
    for (const device::CanaryValue& value : device::canary_values()) {
        if (*value.field() == '\0' || !press(app, value.field())) continue;
        if (app.view().edited() == visit::FieldId::None) continue;
        app.visit().clear_field(app.view().edited());
        for (const Happening& happening : app.view().type(value.text())) app.happen(happening);
    }
}

void CanaryRun::play(App& app) {
    const journey::State state = app.visit().state();
    if (state.overlay == journey::Overlay::Stop) {
        (void)press(app, "erase-now");
    } else if (state.step == Step::Verifying) {
        if (!looked_) {
            looked_ = true;
            be_searched();  // the search must see what it will not find afterwards
        }
        app.visit().handle({.kind = visit::IntentKind::AskStop});
    } else if (state.pending != 0 || app.visit().over()) {
        return;
    } else if (state.step == Step::DocumentFront || state.step == Step::DocumentBack || state.step == Step::Selfie) {
        if (app.visit().newest_frame()) app.visit().handle({.kind = visit::IntentKind::TakePicture});
    } else {
        fill(app);
        for (const Presses& presses : kPresses) {
            if (presses.step != state.step) continue;
            for (const char* id : presses.ids) {
                if (id != nullptr && press(app, id)) return App::wake();
            }
        }
    }
}

void CanaryRun::before_exit() {
    if (part_ == Part::Patient) be_searched();
}

void CanaryRun::be_searched() const {
    if (!privacy::hand_over_pages(socket_)) std::_Exit(device::kNotErased);
}

}  // namespace vestibule::ui
