// main - `vestibule-install-screen SCREEN [WORD...]`: one screen of the installer on the display, and its answer. Ends
// with 0 where the disk shall be written, with 3 where not. `write` and `check` read thousandths from their input until
// it ends; `done STICK` starts the machine anew once that disk is gone.
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <thread>

#include "drivers/clock/clock.hpp"
#include "drivers/display/kms.hpp"
#include "drivers/touch/touch.hpp"
#include "kiosk/device/os/last_step.hpp"
#include "kiosk/installer/screens.hpp"
#include "kiosk/notice/picture.hpp"

namespace {

using namespace vestibule;
using namespace std::chrono_literals;
using installer::Hold;
using installer::Kind;
using installer::Screen;
using installer::Side;
using std::chrono::steady_clock;

constexpr int kWrite = 0, kStay = 3, kUsage = 64;
constexpr auto kFrame = 100ms;
constexpr auto kShowAgain = 3s;  // for a display that is plugged in again

/// The display, whenever there is one.
class Glass {
public:
    void show(const Screen& screen) {
        if (!display_ && steady_clock::now() >= next_) {
            auto opened = drivers::KmsDisplay::open();
            if (opened) display_ = std::move(opened).value();
            next_ = steady_clock::now() + kShowAgain;
        }
        if (!display_) return;
        const bool again = steady_clock::now() >= next_;
        if (again) next_ = steady_clock::now() + kShowAgain;
        if (!again && drawn_ == screen.permille) return;
        drivers::KmsDisplay& on = *display_;
        installer::draw({on.pixels(), on.width_px(), on.height_px(), on.row_words()}, screen);
        drawn_ = screen.permille;
        if (!display_->show()) display_.reset(), drawn_ = -1;
    }
    [[nodiscard]] bool is_there() const { return display_ != nullptr; }

private:
    std::unique_ptr<drivers::KmsDisplay> display_;
    drivers::TimePoint next_{};
    int drawn_ = -1;
};

bool number(std::string_view text, int& value) {
    return std::from_chars(text.data(), text.data() + text.size(), value).ptr == text.data() + text.size();
}

int ask(Screen screen) {
    Glass glass;
    drivers::TouchReader reader("/dev/input", true);
    glass.show(screen);
    Hold hold(steady_clock::now());
    for (;;) {
        glass.show(screen);
        for (const drivers::Touched& touched : reader.wait(kFrame)) {
            using What = drivers::Touched::What;
            // Nobody answers what nobody sees.
            if (!glass.is_there()) continue;
            const drivers::TimePoint now = steady_clock::now();
            if (touched.what == What::BackKey) return kStay;
            if (touched.what == What::Finger) hold.down(installer::side_at(screen.kind, touched.x), now);
            if (touched.enter && screen.kind == Kind::Ask) hold.down(Side::Write, now);
            if (touched.what != What::Released) continue;
            const Hold::Answer answer = hold.up(now);
            if (answer == Hold::Answer::Write) return kWrite;
            if (answer == Hold::Answer::Stay) return kStay;
        }
        screen.permille = hold.permille(steady_clock::now());
    }
}

int work(Screen screen) {
    Glass glass;
    glass.show(screen);
    for (std::string line; std::getline(std::cin, line);) {
        if (number(line, screen.permille) && screen.permille >= 0 && screen.permille <= 1000) glass.show(screen);
    }
    return 0;
}

int done(const Screen& screen, const std::string& stick) {
    Glass glass;
    glass.show(screen);
    const auto kept = device::keep_all_in_memory();
    if (!kept) std::fprintf(stderr, "vestibule-install-screen: %s\n", kept.error().sentence().c_str());
    const std::filesystem::path there = "/sys/class/block/" + stick;
    std::error_code error;
    while (std::filesystem::exists(there, error)) {
        glass.show(screen);
        std::this_thread::sleep_for(kFrame);
    }
    device::restart_machine();
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    int width_px = 0, height_px = 0, permille = 0;
    std::string picture, stick;
    if (words.size() > 5 && words[0] == "--picture" && number(words[2], width_px) && number(words[3], height_px) &&
        number(words[4], permille) && width_px > 0 && height_px > 0 && width_px <= 8192 && height_px <= 8192) {
        picture = words[1];
        words.erase(words.begin(), words.begin() + 5);
    }
    const std::string name = words.empty() ? "" : words[0];
    if (!words.empty()) words.erase(words.begin());
    if (name == "done" && picture.empty() && words.size() == 1) {
        stick = words[0];
        words.clear();
    }
    auto screen = installer::screen_of(name, words);
    if (!screen || (screen->kind == Kind::Done && picture.empty() && stick.empty())) {
        std::fputs(
            "vestibule-install-screen: [--picture FILE WIDTH HEIGHT THOUSANDTHS] ask|several|small|write|"
            "check|done|failed [WORD...]\n",
            stderr);
        return kUsage;
    }
    screen->permille = permille;
    if (!picture.empty()) {
        return notice::write_picture(picture.c_str(), width_px, height_px,
                                     [&](const notice::Canvas& canvas) { installer::draw(canvas, *screen); });
    }
    if (installer::has_answers(screen->kind)) return ask(*screen);
    return screen->kind == Kind::Done ? done(*screen, stick) : work(*screen);
}
