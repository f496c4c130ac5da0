// main - `vestibule-out-of-service SETTINGS CODE SECONDS`: the notice on the display for that long; no SDL, no fonts.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "drivers/display/kms.hpp"
#include "kiosk/notice/door.hpp"
#include "kiosk/notice/notice.hpp"
#include "kiosk/notice/picture.hpp"

namespace {

using namespace vestibule;
using std::chrono::seconds;

constexpr int kUsage = 64;
constexpr seconds kLookAgain{3};  // for a display that is plugged in again, or that the kiosk has not let go of yet

bool number(const char* text, int& value) {
    const std::string_view all(text);
    return std::from_chars(all.data(), all.data() + all.size(), value).ptr == all.data() + all.size();
}

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
    notice::Door door(
        {}, [](const Error& why) { std::fprintf(stderr, "vestibule-out-of-service: %s\n", why.sentence().c_str()); });
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
