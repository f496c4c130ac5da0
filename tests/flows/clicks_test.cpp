// clicks_test - the program that ships, under a real X server, touched by real clicks; judged by its pictures alone.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <thread>

#include "tests/flows/display.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;

constexpr const char* kSize = "1080x1920";

std::string pixels(const Display& display, const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "screen.ppm";
    if (!display.picture(file)) return {};
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// The picture once it has stopped changing.
std::string settled(const Display& display, const std::filesystem::path& folder) {
    std::string before = pixels(display, folder);
    for (int looks = 0; looks < 40; ++looks) {
        std::string now = pixels(display, folder);
        if (now == before && !now.empty()) return now;
        before = std::move(now);
    }
    return before;
}

struct Spot {
    int x = 0, y = 0;
};

Spot middle_of(Kiosk& kiosk, const std::string& id) {
    const auto rect = kiosk.node(id).at("rect");
    return {static_cast<int>(rect[0].get<double>() + rect[2].get<double>() / 2),
            static_cast<int>(rect[1].get<double>() + rect[3].get<double>() / 2)};
}

void click(const Display& display, Spot spot) {
    // A person sees the screen before touching it; a second touch within 300 ms would count as half of a double tap.
    EXPECT_EQ(display.run({"xdotool", "sleep", "0.5", "mousemove", std::to_string(spot.x), std::to_string(spot.y),
                           "click", "1"}),
              0);
}

KioskLaunch on(const Display& display, const char* program) {
    KioskLaunch launch;
    launch.program = program;
    launch.window = kSize;
    launch.environment = {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}};
    if (launch.program == "vestibule") launch.camera = "v4l2:/dev/video0";
    return launch;
}

/// Waits until the screen shows this picture.
bool comes_to_show(const Display& display, const std::filesystem::path& folder, const std::string& picture) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < until) {
        if (pixels(display, folder) == picture) return true;
    }
    return false;
}

TEST(Clicks, TheShippedProgramBeginsStopsAndErasesAVisit) {
    sandbox::Sandbox services;
    std::string welcome, before_you_start;
    Spot begin, stop, erase_now;
    {
        // The twin with automation tells what each screen looks like and where its buttons are.
        const Display display(kSize);
        Kiosk twin(services, on(display, "vestibule-dev"));
        twin.wait_for("Welcome");
        welcome = settled(display, services.directory());
        begin = middle_of(twin, "continue");
        click(display, begin);
        twin.wait_for("BeforeYouStart");
        before_you_start = settled(display, services.directory());
        stop = middle_of(twin, "stop");
        click(display, stop);
        twin.wait_until([](const auto& now) { return now.value("overlay", "") == "Stop"; }, "the question");
        erase_now = middle_of(twin, "erase-now");
    }
    ASSERT_TRUE(welcome != before_you_start);  // as a condition: a failure must not print two pictures
    const Display display(kSize);
    Kiosk kiosk(services, on(display, "vestibule"));
    ASSERT_TRUE(comes_to_show(display, services.directory(), welcome)) << "the welcome screen never came";
    click(display, begin);
    ASSERT_TRUE(comes_to_show(display, services.directory(), before_you_start)) << "the click did not begin a visit";
    click(display, stop);
    EXPECT_TRUE(settled(display, services.directory()) != before_you_start) << "the click did not ask whether to stop";
    click(display, erase_now);
    // The successor shows Erased for eight seconds and then welcomes the next patient, exactly as the first one.
    EXPECT_TRUE(comes_to_show(display, services.directory(), welcome)) << "no welcome for the next patient";
    EXPECT_EQ(kiosk.stop(), 0);
}

}  // namespace
}  // namespace vestibule::flows
