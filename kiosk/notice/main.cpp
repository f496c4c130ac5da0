// main - `vestibule-out-of-service SETTINGS CODE SECONDS`: the notice on the display for that long; no SDL, no fonts.
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "drivers/clock/clock.hpp"
#include "drivers/display/kms.hpp"
#include "drivers/touch/touch.hpp"
#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/runtime_folder.hpp"
#include "kiosk/notice/notice.hpp"
#include "kiosk/notice/picture.hpp"
#include "kiosk/staff/gesture.hpp"

namespace {

using namespace vestibule;
using std::chrono::seconds;

constexpr int kUsage = 64;
constexpr seconds kLookAgain{3};  // for a display that is plugged in again, or that the kiosk has not let go of yet

bool number(const char* text, int& value) {
    const std::string_view all(text);
    return std::from_chars(all.data(), all.data() + all.size(), value).ptr == all.data() + all.size();
}

/// Whoever of the staff stands before it, with fingers, a keypad or a key on a stick. How the glass is turned against
/// the display is not known here, so that either end of any side will do for the lower corners.
class Door {
public:
    /// Waits at most so long; asks for technician mode when the gesture was made.
    void watch(std::chrono::milliseconds longest) {
        bool asked = false;
        for (const drivers::Touched& touched : reader_.wait(longest)) asked = asks(touched) || asked;
        const bool offered = device::is_offered(runtime_);
        // A key stays offered until technician mode takes it; where that does not come, asking once is enough.
        if (asked || (offered && !offered_)) ask();
        offered_ = offered;
    }

private:
    static void ask() {
        const auto asked = hand::ask_hand({hand::Verb::Technician, {}});
        if (!asked) std::fprintf(stderr, "vestibule-out-of-service: %s\n", asked.error().sentence().c_str());
    }
    bool asks(const drivers::Touched& touched) {
        const drivers::TimePoint now = std::chrono::steady_clock::now();
        using What = drivers::Touched::What;
        if (touched.what != What::Finger) return sides_[0].key(touched.what == What::BackKey, now);
        const float x = touched.x, y = touched.y;
        bool made = false;
        made = sides_[0].touched(x, y, now) || made;
        made = sides_[1].touched(1 - y, x, now) || made;
        made = sides_[2].touched(1 - x, 1 - y, now) || made;
        made = sides_[3].touched(y, 1 - x, now) || made;
        return made;
    }
    drivers::TouchReader reader_;
    const std::filesystem::path runtime_ = device::default_runtime_folder();
    bool offered_ = false;
    std::array<staff::Gesture, 4> sides_;
};

}  // namespace

int main(int argc, char** argv) {
    notice::Words words;
    int pause_s = 0, width_px = 0, height_px = 0;
    const bool picture = argc == 7 && number(argv[5], width_px) && number(argv[6], height_px) && width_px > 0 &&
                         height_px > 0 && width_px <= 8192 && height_px <= 8192;
    if ((argc != 4 && !picture) || !number(argv[2], words.code) || !number(argv[3], pause_s)) {
        std::fputs("vestibule-out-of-service: SETTINGS CODE SECONDS [PICTURE WIDTH HEIGHT]\n", stderr);
        return kUsage;
    }
    std::ifstream stream(argv[1]);
    const std::string settings(std::istreambuf_iterator<char>(stream), {});
    words.desk = notice::look_up(settings, "desk");
    words.phone = notice::look_up(settings, "support_phone");
    if (picture) {
        return notice::write_picture(argv[4], width_px, height_px,
                                     [&](const notice::Canvas& canvas) { notice::draw(canvas, words); });
    }

    const auto until = std::chrono::steady_clock::now() + seconds(pause_s);
    std::unique_ptr<drivers::KmsDisplay> display;
    Door door;
    while (std::chrono::steady_clock::now() < until) {
        if (!display) {
            auto opened = drivers::KmsDisplay::open();
            if (opened) display = std::move(opened).value();
            if (display) {
                notice::draw({display->pixels(), display->width_px(), display->height_px(), display->row_words()},
                             words);
            }
        }
        // Also a display that was plugged in again gets its picture again.
        if (display && !display->show()) display.reset();
        door.watch(kLookAgain);
    }
    return 0;
}
