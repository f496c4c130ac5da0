// escape_test - thousands of key chords, touches and plugs at random: the kiosk stays in its window, starts nothing,
// writes nothing beside its own folders, listens nowhere, and each visit ends with its erasure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/privacy/os/scan.hpp"
#include "tests/flows/display.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kWidth_px = 1080, kHeight_px = 1920;
constexpr int kBatch = 500;

constexpr std::array kModifiers{"",          "ctrl+",       "alt+",       "shift+",      "super+",
                                "ctrl+alt+", "ctrl+shift+", "alt+shift+", "ctrl+super+", "ctrl+alt+shift+",
                                "super+alt+"};
constexpr std::array kKeys{
    "F1",   "F2",     "F3",     "F4",        "F5",    "F6",     "F7",      "F8",          "F10",      "F11",    "F12",
    "Tab",  "Escape", "Delete", "BackSpace", "Print", "Pause",  "space",   "Return",      "Home",     "End",    "Prior",
    "Next", "Left",   "Right",  "Up",        "Down",  "Insert", "Menu",    "Scroll_Lock", "Num_Lock", "q",      "w",
    "t",    "n",      "l",      "c",         "v",     "x",      "z",       "r",           "o",        "p",      "s",
    "a",    "d",      "1",      "2",         "9",     "minus",  "Super_L", "KP_Enter",    "KP_Up",    "KP_Down"};

int wanted() {
    const char* longer = std::getenv("VESTIBULE_LONG");
    return longer != nullptr && std::string_view(longer) == "1" ? 100'000 : 5'000;
}

std::string answer_of(const std::string& command) {
    std::string said;
    FILE* pipe = popen(command.c_str(), "r");
    for (char line[512]; pipe != nullptr && std::fgets(line, sizeof line, pipe) != nullptr;) said += line;
    if (pipe != nullptr) pclose(pipe);
    return said;
}

/// Inodes of a process's sockets.
std::set<std::string> sockets_of(int pid) {
    std::set<std::string> inodes;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator("/proc/" + std::to_string(pid) + "/fd", error)) {
        const std::string target = fs::read_symlink(entry.path(), error).string();
        if (target.starts_with("socket:[")) inodes.insert(target.substr(8, target.size() - 9));
    }
    return inodes;
}

/// What a process waits on for somebody from outside: TCP in LISTEN, UDP and raw sockets without a peer; with
/// `local_too` also local sockets that take connections.
std::vector<std::string> listening(int pid, bool local_too) {
    const std::set<std::string> own = sockets_of(pid);
    std::vector<std::string> found;
    const auto look = [&](const std::string& table, std::size_t state_at, std::size_t inode_at, auto waits) {
        std::ifstream stream("/proc/" + std::to_string(pid) + "/net/" + table);
        for (std::string line; std::getline(stream, line);) {
            std::istringstream text(line);
            const std::vector<std::string> words{std::istream_iterator<std::string>(text), {}};
            if (words.size() > inode_at && own.contains(words[inode_at]) && waits(words[state_at]))
                found.push_back(table + ": " + line);
        }
    };
    for (const char* table : {"tcp", "tcp6"}) look(table, 3, 9, [](const std::string& state) { return state == "0A"; });
    for (const char* table : {"udp", "udp6", "raw", "raw6"}) {
        look(table, 2, 9, [](const std::string& peer) { return peer.ends_with(":0000"); });
    }
    if (local_too) look("unix", 3, 6, [](const std::string& flags) { return flags == "00010000"; });
    return found;
}

class Escape : public testing::Test {
protected:
    Escape() : home_(fs::path(services_.directory()) / "home"), root_(fs::path(services_.directory()) / "machine") {
        fs::create_directories(home_);
        plug(true);
    }
    KioskLaunch launch() const {
        KioskLaunch launch;
        launch.window = "";  // the whole display, as a kiosk has it
        launch.environment = {{"DISPLAY", display_.name()},       {"SDL_VIDEODRIVER", "x11"},
                              {"HOME", home_.string()},           {"TMPDIR", home_.string()},
                              {"XDG_CACHE_HOME", home_.string()}, {"XDG_CONFIG_HOME", home_.string()},
                              {"XDG_DATA_HOME", home_.string()},  {"XDG_RUNTIME_DIR", home_.string()}};
        launch.under = {"env", "-C", home_.string()};
        return launch;
    }
    void plug(bool in) const {
        const fs::path input = root_ / "sys/devices/usb1/1-1/1-1.3/1-1.3:1.0/input/input5";
        const fs::path listed = root_ / "sys/class/input/input5";
        std::error_code error;
        if (in) {
            fs::create_directories(input / "capabilities");
            std::ofstream(input / "properties") << "2\n";
            std::ofstream(input / "capabilities/abs") << "260800000000003\n";
            fs::create_directories(listed.parent_path());
            fs::create_directory_symlink(input, listed, error);
        } else {
            fs::remove_all(input, error);
            fs::remove(listed, error);
        }
    }
    /// A batch of chords and clicks, in one program that sends them as a keyboard and a mouse would.
    void send_batch(std::mt19937& random, int count) const {
        const fs::path script = fs::path(services_.directory()) / "chords";
        {
            std::ofstream stream(script);
            for (int i = 0; i < count; ++i) {
                if (random() % 3 == 0) {
                    stream << "mousemove " << random() % kWidth_px << " " << random() % kHeight_px << " click "
                           << 1 + (random() % 8 == 0 ? random() % 5 : 0) << "\n";
                } else {
                    stream << "key --delay 0 " << kModifiers[random() % kModifiers.size()]
                           << kKeys[random() % kKeys.size()] << "\n";
                }
            }
        }
        EXPECT_EQ(display_.run({"xdotool", script.string()}), 0);
    }
    void look_at_windows() const {
        const std::string windows = answer_of("DISPLAY=" + display_.name() +
                                              " xdotool search --onlyvisible --maxdepth 1 --name . "
                                              "getwindowname %@ getwindowgeometry %@ 2>/dev/null");
        std::istringstream lines(windows);
        for (std::string line; std::getline(lines, line);) {
            if (line.find("Window ") == 0 || line.find("  ") == 0) continue;
            EXPECT_EQ(line, "Vestibule") << "another window: " << windows;
        }
        if (windows.find("Geometry") != std::string::npos) {  // between two processes there is none for a moment
            EXPECT_NE(windows.find("Position: 0,0"), std::string::npos) << windows;
            EXPECT_NE(windows.find("Geometry: 1080x1920"), std::string::npos) << windows;
        }
    }
    static void look_at_processes(int parent) {
        int count = 0;
        for (const int pid : privacy::family(parent)) {
            std::error_code error;
            const fs::path program = fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", error);
            if (error) continue;  // it has ended meanwhile
            ++count;
            EXPECT_EQ(program.filename(), "vestibule-dev") << "a child process: " << program;
            for (const std::string& one : listening(pid, false)) ADD_FAILURE() << "it listens: " << one;
        }
        EXPECT_LE(count, 2) << "the parent and one visit";
    }

    sandbox::Sandbox services_;
    Display display_{"1080x1920"};
    fs::path home_, root_;
};

TEST_F(Escape, NoChordTouchOrPlugLeavesTheKiosk) {
    const unsigned seed = std::random_device{}();
    std::printf("seed %u, %d chords and touches\n", seed, wanted());
    std::mt19937 random(seed);
    KioskLaunch launched = launch();
    launched.more = {"--machine-root", root_.string(), "--hand-socket", (home_ / "no-hand").string()};
    const fs::path says = fs::path(services_.directory()) / "says";
    launched.says = says;
    Kiosk kiosk(services_, launched);
    kiosk.wait_for("Welcome");
    for (int sent = 0; sent < wanted(); sent += kBatch) {
        send_batch(random, kBatch);
        for (int finger = 0; finger < 8; ++finger) {
            (void)kiosk.ask({{"do", "finger"},
                             {"x", static_cast<double>(random() % 1000) / 1000},
                             {"y", static_cast<double>(random() % 1000) / 1000},
                             {"up", random() % 8 != 0}});
        }
        plug(random() % 2 == 0);
        (void)kiosk.ask({{"do", "steer"}, {"camera", {{"fault", random() % 2 == 0 ? "missing" : "none"}}}});
        ASSERT_EQ(kill(kiosk.pid(), 0), 0) << "the kiosk ended; seed " << seed;
        look_at_windows();
        look_at_processes(kiosk.pid());
        if (HasFailure()) break;
    }
    plug(true);
    // Whoever it was goes away; whatever stands on the screen, the visit ends by itself.
    for (int wait = 0; wait < 300; ++wait) {
        const auto state = kiosk.ask({{"do", "state"}});
        if (state.value("step", "") == "Welcome" && state.value("overlay", "") == "None") break;
        (void)kiosk.ask({{"do", "advance"}, {"ms", 20'000}});
        std::this_thread::sleep_for(50ms);
    }
    kiosk.wait_for("Welcome");
    EXPECT_TRUE(fs::is_empty(home_)) << "a file beside the kiosk's own folders: "
                                     << answer_of("ls -lR " + home_.string());
    int erased = 0;
    {
        const drivers::SystemClock clock;
        auto store = journal::Store::open(kiosk.state_folder(), clock);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(store
                        ->each([&](const journal::Entry& entry) {
                            const std::string words = journal::in_words(entry);
                            EXPECT_EQ(words.find("crashed"), std::string::npos) << words;
                            EXPECT_EQ(words.find("unproved"), std::string::npos) << words;
                            if (words.find("visit_erased") != std::string::npos) ++erased;
                        })
                        .ok());
    }
    std::printf("%d visits, each erased\n", erased);
    EXPECT_GT(erased, 0) << "the chords never began a visit: they prove nothing; seed " << seed;
    if (HasFailure()) std::printf("%s\n", answer_of("tail -n 40 " + says.string()).c_str());
}

TEST_F(Escape, WhatShipsListensNowhere) {
    KioskLaunch launched = launch();
    launched.program = "vestibule";
    launched.camera = "folder:" + home_.string();
    launched.forever = false;
    Kiosk kiosk(services_, launched);
    const auto windows = [this] {
        return answer_of("DISPLAY=" + display_.name() + " xdotool search --name Vestibule 2>/dev/null");
    };
    for (int wait = 0; wait < 600 && windows().empty(); ++wait) std::this_thread::sleep_for(50ms);
    ASSERT_FALSE(windows().empty());
    for (int look = 0; look < 20; ++look) {
        for (const std::string& one : listening(kiosk.pid(), true)) ADD_FAILURE() << one;
        display_.run({"xdotool", "key", "--delay", "0", look % 2 == 0 ? "Tab" : "Return"});  // into a visit
        std::this_thread::sleep_for(100ms);
    }
}

TEST_F(Escape, TheLookForListenersSeesOne) {
    Kiosk kiosk(services_, launch());
    kiosk.wait_for("Welcome");
    std::vector<std::string> found;
    for (const int pid : privacy::family(kiosk.pid())) {
        for (const std::string& one : listening(pid, true)) found.push_back(one);
    }
    EXPECT_FALSE(found.empty()) << "vestibule-dev has its automation socket, and only that";
    for (const std::string& one : found) EXPECT_NE(one.find("automation.sock"), std::string::npos) << one;
}

}  // namespace
}  // namespace vestibule::flows
