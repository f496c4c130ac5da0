// demo - `vestibule-demo`: starts the stand-in services, opens the kiosk, and without a display plays a whole visit
// itself.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <thread>

#include "tests/automation/made_up_machine.hpp"
#include "tests/flows/display.hpp"
#include "tests/flows/fault_panel.hpp"
#include "tests/flows/faults.hpp"
#include "tests/flows/film.hpp"
#include "tests/flows/scenarios.hpp"

namespace {

using namespace vestibule;

struct DemoOptions {
    std::string scenario = "new-clear", camera, folder = "build/demo", size = "1080x1920", window;
    bool list = false, play = false;
};

std::string kebab(const std::string& name) {
    std::string text;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            if (!text.empty() && text.back() != '-') text += '-';
            text += static_cast<char>(c - 'A' + 'a');
        } else {
            text += c;
        }
    }
    return text;
}

/// Prints a line a state and keeps its picture.
class Album {
public:
    Album(std::filesystem::path folder, const flows::Display& display) : folder_(std::move(folder)), display_(display) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    void add(const std::string& step) {
        const std::filesystem::path file = next(step);
        print(step, display_.picture(file), file);
    }
    /// *Erasing* is gone before a second program could look: the kiosk keeps its picture itself.
    [[nodiscard]] std::filesystem::path next(const std::string& step) {
        char number[16];
        std::snprintf(number, sizeof number, "%02d", ++count_);
        return std::filesystem::absolute(folder_ / (std::string(number) + "-" + kebab(step) + ".png"));
    }
    void print(const std::string& step, bool kept, const std::filesystem::path& file) const {
        std::printf("%02d %-22s %s\n", count_, step.c_str(), kept ? file.c_str() : "(no picture)");
        std::fflush(stdout);
    }

private:
    std::filesystem::path folder_;
    const flows::Display& display_;
    int count_ = 0;
};

int play(const DemoOptions& options, const flows::Scenario& scenario) {
    const flows::Display display(options.size);
    sandbox::Sandbox services({.search_seconds = 2.5});
    automation::KioskLaunch launch;
    launch.window = options.size;
    launch.environment = {{"DISPLAY", display.name()}, {"SDL_VIDEODRIVER", "x11"}};
    if (scenario.camera == "file:") {
        const std::filesystem::path films = services.directory() / "films";
        flows::write_films(films);
        launch.camera = "file:" + (films / "{role}.avi").string();
    }
    if (!options.camera.empty()) launch.camera = options.camera;
    automation::Kiosk kiosk(services, launch);
    Album album(options.folder, display);
    std::filesystem::path erasing;
    flows::Play script(services, kiosk, launch.camera.rfind("simulated:", 0) == 0, [&](const std::string& step) {
        if (step == "Erasing") {
            erasing = album.next(step);
            kiosk.must({{"do", "keep-erasing"}, {"file", erasing.string()}});
            return;
        }
        if (step == "Erased" && !erasing.empty()) album.print("Erasing", std::filesystem::exists(erasing), erasing);
        album.add(step);
    });
    scenario.play(script);
    kiosk.press("continue");
    script.arrive("Welcome");
    if (kiosk.stop() != 0) {
        std::puts("visit: the kiosk did not end well");
        return 1;
    }
    std::puts("visit: erased");
    return 0;
}

/// A line that somebody typed at the panel of faults; nothing while there is none.
std::optional<std::string> typed() {
    static std::string waiting;
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    char part[128];
    if (poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0) {
        const ssize_t count = read(STDIN_FILENO, part, sizeof part);
        if (count > 0) waiting.append(part, static_cast<std::size_t>(count));
    }
    const std::size_t end = waiting.find('\n');
    if (end == std::string::npos) return std::nullopt;
    const std::string line = waiting.substr(0, end);
    waiting.erase(0, end + 1);
    return line;
}

/// With a display and somebody in front of it: the kiosk, until it is closed.
int visit(const DemoOptions& options) {
    sandbox::Sandbox services({.search_seconds = 8, .processing_seconds = 4});
    automation::KioskLaunch launch;
    launch.window = options.window;
    if (!options.camera.empty()) launch.camera = options.camera;
    // Its devices are made up, so that the panel can take them away.
    launch.machine = services.directory() / "machine";
    automation::MadeUpMachine(launch.machine).make_whole();
    automation::Kiosk kiosk(services, launch);
    std::puts("The kiosk is open. Codes that the services send appear here. Ctrl-C ends it.");
    const auto panel = flows::FaultPanel::open();
    std::fputs(flows::fault_menu().c_str(), stdout);
    static volatile std::sig_atomic_t ends = 0;
    std::signal(SIGINT, [](int) { ends = 1; });
    std::size_t told = 0;
    std::string step;
    while (ends == 0 && waitpid(kiosk.pid(), nullptr, WNOHANG) == 0) {
        const auto codes = services.outbox();
        for (; told < codes.size(); ++told) {
            std::printf("code for %s: %s\n", codes[told].to.c_str(), codes[told].code.c_str());
        }
        const auto pressed = panel ? panel->pressed() : std::nullopt;
        if (pressed) {
            std::puts(flows::press_fault(flows::faults()[*pressed].name, services, kiosk).c_str());
            panel->show(*pressed);
        }
        if (const auto line = typed()) std::puts(flows::press_fault(*line, services, kiosk).c_str());
        // The simulated camera shows the side that is asked for; a real camera does not care.
        const std::string now = kiosk.ask({{"do", "state"}}).value("step", step);
        if (now != step && launch.camera.rfind("simulated:", 0) == 0) {
            kiosk.ask({{"do", "steer"}, {"camera", {{"show", now == "DocumentBack" ? "license-back" : "auto"}}}});
        }
        step = now;
        std::fflush(stdout);
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    return 0;
}

void add_options(CLI::App& app, DemoOptions& options) {
    app.add_option("--scenario", options.scenario, "Which visit to play; see --list");
    app.add_flag("--list", options.list, "Print the scenarios");
    app.add_flag("--play", options.play, "Play by itself even where there is a display");
    app.add_option("--camera", options.camera, "A real camera, such as 0, or a file");
    app.add_option("--size", options.size, "Display size when it plays by itself")->type_name("WxH");
    app.add_option("--window", options.window, "Window size on a real display")->default_val("540x960");
    app.add_option("--pictures", options.folder, "Where the pictures go");
}

}  // namespace

int main(int argc, char** argv) {
    DemoOptions options;
    CLI::App app{"Plays a visit at the kiosk with synthetic people and stand-in services."};
    add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    if (options.list) {
        for (const flows::Scenario& one : flows::scenarios()) {
            std::printf("%-18s %s\n", std::string(one.name).c_str(), std::string(one.what).c_str());
        }
        return 0;
    }
    const flows::Scenario* scenario = flows::scenario(options.scenario);
    if (scenario == nullptr) {
        std::fprintf(stderr, "vestibule-demo: there is no scenario '%s'; --list prints them\n",
                     options.scenario.c_str());
        return 64;
    }
    try {
        const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
        return display && !options.play ? visit(options) : play(options, *scenario);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "vestibule-demo: %s\nvisit: not erased\n", error.what());
        return 1;
    }
}
