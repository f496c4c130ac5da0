// measures - starts each program as a person would find it, and looks at the display and at /proc.
#include "tests/bench/measures.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "tests/flows/play.hpp"

namespace vestibule::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kWidth_px = 1920, kHeight_px = 1080;
constexpr auto kPatience = 60s;
constexpr auto kQuiet = 2s;        // a screen that has not changed for so long is finished
constexpr auto kErasedQuiet = 1s;  // Erased stands for eight
constexpr auto kComeToRest = 3s;   // a browser that has begun to show its camera
constexpr double kAtRest_ms = 50;  // of processor time in a second
constexpr std::uint32_t kFloorColour = 0x204060;
constexpr double kSameScreen = 0.9;  // of the pixels; a browser may smooth a few
constexpr double kFirstFrame_ms = 150, kErased_ms = 500, kIdle_percent = 1, kFrame_ms = 5, kMemory_mib = 120;

double ms_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

std::filesystem::path fresh_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
}

}  // namespace

Measures::Measures(const Settings& settings)
    : settings_(settings),
      folder_(fresh_folder()),
      display_(std::to_string(kWidth_px) + "x" + std::to_string(kHeight_px)),
      screen_(display_.name()),
      floor_(Picture::filled(kWidth_px, kHeight_px, kFloorColour)) {}

Measures::~Measures() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
}

std::map<std::string, std::string> Measures::environment() const {
    return {{"DISPLAY", display_.name()}, {"SDL_VIDEODRIVER", "x11"}};
}

automation::KioskLaunch Measures::launch(const std::string& program, bool forever) const {
    automation::KioskLaunch launch;
    launch.program = program;
    launch.camera = program == "vestibule" ? "v4l2:/dev/video0" : "simulated:desk";
    launch.window = "";  // the whole display
    launch.environment = environment();
    launch.forever = forever;
    return launch;
}

const Picture& Measures::welcome_picture() {
    if (!welcome_.pixels.empty()) return welcome_;
    screen_.wait_until_empty();
    automation::Kiosk kiosk(services_, launch("vestibule", false));
    welcome_ = screen_.settled(kQuiet, kPatience);
    if (!welcome_.write_png(folder_ / "welcome.png")) throw std::runtime_error("the picture of Welcome cannot be kept");
    return welcome_;
}

Measures::Start Measures::start_of(pid_t pid, Clock::time_point started, const Picture& settled, const char* who) {
    const auto seen = screen_.wait_for(settled, kPatience);
    const double cpu_ms = effort_of(family(pid)).cpu_ms;
    if (!seen) throw std::runtime_error(std::string(who) + " never showed its settled picture");
    return {ms_between(started, *seen), cpu_ms};
}

Measures::Start Measures::start_kiosk() {
    const Picture& settled = welcome_picture();
    screen_.wait_until_empty();
    const auto started = Clock::now();
    automation::Kiosk kiosk(services_, launch("vestibule", false));
    return start_of(kiosk.pid(), started, settled, "the kiosk");
}

Measures::Start Measures::start_floor() {
    screen_.wait_until_empty();
    const Program floor({std::string(VESTIBULE_BIN) + "/vestibule-bench-floor"}, environment());
    return start_of(floor.pid(), floor.started(), floor_, "the bare SDL program");
}

Picture Measures::shown_by_browser() {
    // An empty page comes to rest, too: it is the page with the picture that is waited for.
    const auto until = Clock::now() + kPatience;
    while (Clock::now() < until) {
        Picture seen = screen_.settled(kQuiet, kPatience);
        if (seen.likeness(welcome_) >= kSameScreen) return seen;
    }
    throw std::runtime_error("Chromium never showed the picture");
}

Measures::Start Measures::start_chromium(const std::string& page) {
    if (page_.pixels.empty()) {
        screen_.wait_until_empty();
        const Chromium first(display_.name(), page);
        page_ = shown_by_browser();
    }
    screen_.wait_until_empty();
    const Chromium chromium(display_.name(), page);
    return start_of(chromium.pid(), chromium.started(), page_, "Chromium");
}

void Measures::first_frame() {
    Row wall{.what = "exec to the settled first frame", .unit = "ms", .target = kFirstFrame_ms, .kiosk = {}};
    Row cpu{.what = "  its processor time", .unit = "ms", .target = {}, .kiosk = {}};
    (void)welcome_picture();
    const std::string page = Chromium::page_of(folder_ / "welcome.png");
    // In turns, so that what else the machine does falls on all of them.
    for (int run = 0; run < settings_.runs; ++run) {
        const Start ours = start_kiosk(), floor = start_floor();
        wall.kiosk.push_back(ours.wall_ms);
        cpu.kiosk.push_back(ours.cpu_ms);
        wall.floor.push_back(floor.wall_ms);
        cpu.floor.push_back(floor.cpu_ms);
        if (!settings_.chromium) continue;
        const Start browser = start_chromium(page);
        wall.chromium.push_back(browser.wall_ms);
        cpu.chromium.push_back(browser.cpu_ms);
    }
    rows_.push_back(std::move(wall));
    rows_.push_back(std::move(cpu));
}

double Measures::erase_once(automation::Kiosk& kiosk, Picture& settled) {
    kiosk.wait_for("Welcome");
    kiosk.press("continue");
    kiosk.wait_for("BeforeYouStart");
    kiosk.press("stop");
    kiosk.wait_until([](const auto& now) { return now.value("overlay", "") == "Stop"; }, "the question");
    const int visit = watch(child_of(kiosk.pid()));
    (void)kiosk.ask({{"do", "press"}, {"id", "erase-now"}});  // the process may end before it answers
    const auto ended = wait_for_end(visit, kPatience);
    double took_ms = 0;
    if (settled.pixels.empty()) {
        kiosk.wait_for("Erased");
        settled = screen_.settled(kErasedQuiet, kPatience);
    } else {
        const auto seen = screen_.wait_for(settled, kPatience);
        if (!seen) throw std::runtime_error("Erased never looked as it did the first time");
        took_ms = ms_between(ended, *seen);
        kiosk.wait_for("Erased");
    }
    kiosk.press("continue");
    return took_ms;
}

void Measures::erased() {
    screen_.wait_until_empty();
    automation::Kiosk kiosk(services_, launch("vestibule-dev", true));
    Picture settled;
    (void)erase_once(kiosk, settled);
    Row row{.what = "end of a visit to the settled Erased", .unit = "ms", .target = kErased_ms, .kiosk = {}};
    for (int run = 0; run < settings_.runs; ++run) row.kiosk.push_back(erase_once(kiosk, settled));
    rows_.push_back(std::move(row));
}

Measures::Rest Measures::rest_of(pid_t pid) const {
    // What is loaded after the first frame is loaded when a second takes next to nothing.
    const auto until = Clock::now() + kPatience;
    for (double before_ms = 0; Clock::now() < until;) {
        const double now_ms = effort_of(family(pid)).cpu_ms;
        if (before_ms > 0 && now_ms - before_ms < kAtRest_ms) break;
        before_ms = now_ms;
        std::this_thread::sleep_for(1s);
    }
    const auto from = Clock::now();
    const std::vector<pid_t> all = family(pid);
    const Effort before = effort_of(all);
    std::this_thread::sleep_for(settings_.idle);
    const Effort after = effort_of(all);
    const double passed_ms = ms_between(from, Clock::now());
    return {(after.cpu_ms - before.cpu_ms) * 100 / passed_ms,
            static_cast<double>(after.wakes - before.wakes) * 1000 / passed_ms, memory_of(family(pid))};
}

void Measures::welcome() {
    Row cpu{.what = "Welcome idle", .unit = "% of a core", .target = kIdle_percent, .kiosk = {}};
    Row wakes{.what = "  wake-ups", .unit = "a second", .target = {}, .kiosk = {}};
    Row rss{.what = "Resident at Welcome", .unit = "MiB", .target = kMemory_mib, .kiosk = {}};
    Row pss{.what = "  proportional", .unit = "MiB", .target = {}, .kiosk = {}};
    const auto note = [&](const Rest& rest, std::vector<double> Row::*who) {
        (cpu.*who).push_back(rest.cpu_percent);
        (wakes.*who).push_back(rest.wakes_per_second);
        (rss.*who).push_back(rest.memory.rss_mib);
        (pss.*who).push_back(rest.memory.pss_mib);
    };
    const Picture& settled = welcome_picture();
    {
        screen_.wait_until_empty();
        automation::Kiosk kiosk(services_, launch("vestibule", false));
        (void)screen_.wait_for(settled, kPatience);
        note(rest_of(kiosk.pid()), &Row::kiosk);
    }
    {
        screen_.wait_until_empty();
        const Program floor({std::string(VESTIBULE_BIN) + "/vestibule-bench-floor"}, environment());
        (void)screen_.wait_for(floor_, kPatience);
        note(rest_of(floor.pid()), &Row::floor);
    }
    if (settings_.chromium) {
        screen_.wait_until_empty();
        const Chromium chromium(display_.name(), Chromium::page_of(folder_ / "welcome.png"));
        (void)shown_by_browser();
        note(rest_of(chromium.pid()), &Row::chromium);
    }
    for (Row* row : {&cpu, &wakes, &rss, &pss}) rows_.push_back(std::move(*row));
}

void Measures::preview() {
    Row frame{.what = "Preview 1280x720, main thread", .unit = "ms a frame", .target = kFrame_ms, .kiosk = {}};
    Row all{.what = "  whole process, with capture (ours simulates its camera in it)",
            .unit = "% of a core",
            .target = {},
            .kiosk = {}};
    Row rate{.what = "  frames shown", .unit = "a second", .target = {}, .kiosk = {}};
    Row share{.what = "  frames shown of those that came", .unit = "%", .target = {}, .kiosk = {}};
    Row rss{.what = "Resident during capture", .unit = "MiB", .target = kMemory_mib, .kiosk = {}};
    Row pss{.what = "  proportional", .unit = "MiB", .target = {}, .kiosk = {}};
    {
        screen_.wait_until_empty();
        automation::Kiosk kiosk(services_, launch("vestibule-dev", false));
        flows::Play play(services_, kiosk, true, [](const std::string&) {});
        play.begin(flows::Provider::Clear);
        play.choose_here();
        play.new_account({}, flows::Provider::Clear);
        // Too far, askew and never still: nothing to take a picture of, so the preview goes on.
        kiosk.steer({{"reset", true}, {"moving", true}, {"far", true}, {"tilted", true}});
        kiosk.press("license");
        kiosk.wait_until([](const auto& now) { return now.value("camera_seen", false); }, "the camera's picture");
        std::this_thread::sleep_for(1s);
        for (int run = 0; run < settings_.runs; ++run) {
            const auto from = Clock::now();
            const auto first = kiosk.state();
            const Effort main_before = effort_of_thread(kiosk.pid(), kiosk.pid()),
                         all_before = effort_of({kiosk.pid()});
            std::this_thread::sleep_for(settings_.preview / settings_.runs + 1s);
            const Effort main_after = effort_of_thread(kiosk.pid(), kiosk.pid()), all_after = effort_of({kiosk.pid()});
            const auto last = kiosk.state();
            if (last.value("step", "") != "DocumentFront")
                throw std::runtime_error("the preview ended: " + last.dump());
            const double passed_ms = ms_between(from, Clock::now());
            const double came = last.value("camera_frame", 0.0) - first.value("camera_frame", 0.0);
            // Words that change are presented, too: never count more than the camera gave.
            const double shown = std::min(came, last.value("presented", 0.0) - first.value("presented", 0.0));
            if (shown <= 0) throw std::runtime_error("no frame of the preview was shown");
            frame.kiosk.push_back((main_after.cpu_ms - main_before.cpu_ms) / shown);
            all.kiosk.push_back((all_after.cpu_ms - all_before.cpu_ms) * 100 / passed_ms);
            rate.kiosk.push_back(shown * 1000 / passed_ms);
            share.kiosk.push_back(shown * 100 / came);
        }
        const Memory memory = memory_of({kiosk.pid()});
        rss.kiosk = {memory.rss_mib};
        pss.kiosk = {memory.pss_mib};
    }
    if (settings_.chromium) preview_of_chromium(all, rss, pss);
    for (Row* row : {&frame, &rate, &share, &all, &rss, &pss}) rows_.push_back(std::move(*row));
}

void Measures::preview_of_chromium(Row& all, Row& rss, Row& pss) {
    screen_.wait_until_empty();
    const Chromium chromium(display_.name(), Chromium::page_of_camera(folder_));
    const Picture empty = screen_.picture();
    const auto until = Clock::now() + kPatience;
    while (screen_.picture().likeness(empty) > 1 - kSameScreen) {
        if (Clock::now() > until) throw std::runtime_error("Chromium never showed its camera");
        std::this_thread::sleep_for(100ms);
    }
    std::this_thread::sleep_for(kComeToRest);
    const auto from = Clock::now();
    const Effort before = effort_of(family(chromium.pid()));
    std::this_thread::sleep_for(settings_.preview);
    const Effort after = effort_of(family(chromium.pid()));
    all.chromium = {(after.cpu_ms - before.cpu_ms) * 100 / ms_between(from, Clock::now())};
    const Memory memory = memory_of(family(chromium.pid()));
    rss.chromium = {memory.rss_mib};
    pss.chromium = {memory.pss_mib};
}

}  // namespace vestibule::bench
