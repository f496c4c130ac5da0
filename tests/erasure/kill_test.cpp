// kill_test - the real kiosk ended in every state and every way; each time a next visit with nothing of the patient.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using automation::Unexpected;
using flows::Play;
using privacy::family;
using privacy::state_of;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

enum class Way { Kill, Segfault, Abort, Watchdog, FullDisk, NoMemory, Count };
constexpr const char* kWays[]{"SIGKILL", "SIGSEGV", "SIGABRT", "watchdog", "full disk", "no memory"};

/// Every state of a visit to the end; the overlays are tried by the simulation.
constexpr std::array kSteps{"Welcome",      "BeforeYouStart", "ChooseProvider", "ChooseHow",    "PictureConsent",
                            "AccountKind",  "Contact",        "EmailCode",      "PhoneCode",    "Name",
                            "BirthDate",    "Address",        "ChooseDocument", "DocumentFront", "FrontReview",
                            "DocumentBack", "BackReview",     "SelfieIntro",    "Selfie",       "SelfieReview",
                            "CheckDetails", "Verifying",      "Verified",       "Searching",    "Places",
                            "ShareConsent", "Categories",     "Confirm",        "Done"};
constexpr unsigned kSeed = 20'260'717;
constexpr std::size_t kShortForm = 8;  // of the 29 states, drawn anew for each seed
constexpr std::chrono::milliseconds kLongestMoment{250};
constexpr std::chrono::milliseconds kWatchdog{300};

/// Thrown by the look at the state in which the kiosk was ended.
struct Ended {};

void sleep_until_gone(int pid) {
    const auto until = SteadyClock::now() + 20s;
    while (state_of(pid) != 'Z' && state_of(pid) != '\0') {
        if (SteadyClock::now() > until) throw Unexpected("the process does not end");
        std::this_thread::sleep_for(2ms);
    }
}

/// A runtime folder that holds a few pages and no more.
class SmallDisk {
public:
    explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
        mounted_ = mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallDisk() {
        if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool mounted() const { return mounted_; }
    void fill() const {
        std::ofstream file(folder_ / "visit", std::ios::app);  // a name that the kiosk knows
        for (int i = 0; i < 256 && file; ++i) file << std::string(1024, '\0') << std::flush;
    }

private:
    std::filesystem::path folder_;
    bool mounted_ = false;
};

void end(Kiosk& kiosk, int pid, Way way, const SmallDisk& disk) {
    switch (way) {
        case Way::Kill:
            kill(pid, SIGKILL);
            break;
        case Way::Segfault:
            kill(pid, SIGSEGV);
            break;
        case Way::Abort:
            kill(pid, SIGABRT);
            break;
        case Way::Watchdog:  // as a service manager does when the sign of life is missing
            kill(pid, SIGSTOP);
            std::this_thread::sleep_for(kWatchdog);
            kill(pid, SIGABRT);
            kill(pid, SIGCONT);
            break;
        case Way::FullDisk:  // the patient stops the visit, and the end cannot be written down
            disk.fill();
            kill(pid, SIGTERM);
            break;
        default: {  // as much as it has now, and not a page more
            std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
            rlim_t pages = 0;
            statm >> pages;
            const rlimit limit{pages * static_cast<rlim_t>(getpagesize()), RLIM_INFINITY};
            prlimit(pid, RLIMIT_AS, &limit, nullptr);
            (void)kiosk.ask({{"do", "tree"}});
            std::this_thread::sleep_for(kLongestMoment);
            kill(pid, SIGTERM);  // it may also have lived on
        }
    }
    sleep_until_gone(pid);
}

/// Plays until the step, ends the kiosk there at some moment, and looks at what comes after.
void end_in(const std::string& step, Way way, std::mt19937& dice) {
    SCOPED_TRACE(step + ", " + kWays[static_cast<std::size_t>(way)]);
    sandbox::Sandbox services;
    const SmallDisk disk(services.directory() / "run");
    ASSERT_TRUE(disk.mounted()) << "a small tmpfs cannot be mounted";
    KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    launch.runtime = services.directory() / "run";
    launch.says = services.directory() / "said.txt";
    Kiosk kiosk(services, launch);
    const std::chrono::milliseconds moment(std::uniform_int_distribution<>(0, kLongestMoment.count())(dice));
    int ended = -1;
    Play play(services, kiosk, true, [&](const std::string& seen) {
        if (seen != step) return;
        ended = kiosk.state().value("pid", -1);
        std::this_thread::sleep_for(moment);
        end(kiosk, ended, way, disk);
        throw Ended{};
    });
    try {
        play_canary(play);
        FAIL() << "the visit never came to this state";
    } catch (const Ended&) {
    }
    // The next visit begins by itself; after a visit it says first that the last one is erased.
    kiosk.wait_until(
        [&](const auto& now) {
            const std::string shown = now.value("step", "");
            return now.value("pid", ended) != ended && (shown == "Erased" || (step == "Welcome" && shown == "Welcome"));
        },
        "the next visit");
    privacy::Scanner scanner;
    add_patient(scanner);
    for (const auto& message : services.outbox()) scanner.add_text("code", message.code);
    for (const std::string& token : services.tokens()) scanner.add_text("token", token);
    Finds finds;
    for (const int pid : family(kiosk.pid())) {
        finds.add(scanner.process(pid, kCameraModule).value());
        finds.add(scanner.words_of(pid));
    }
    finds.add(scanner.folder(launch.runtime, std::filesystem::file_time_type::min(), {}));
    finds.add(scanner.file(launch.says));
    finds.add(scanner.folder(kiosk.state_folder(), std::filesystem::file_time_type::min(), {}));
    EXPECT_EQ(finds.all(), 0) << finds.told();
    // And it is a visit: a touch leads on.
    if (kiosk.step() == "Erased") kiosk.press("continue");
    kiosk.wait_for("Welcome");
    kiosk.press("continue");
    kiosk.wait_for("BeforeYouStart");
}

TEST(KillAnywhere, TheNextVisitBeginsAndNothingIsLeft) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may mount a small disk and look into the kiosk's memory";
    const bool everything = std::getenv("VESTIBULE_LONG") != nullptr;
    std::mt19937 dice(kSeed);
    std::vector<std::string> steps(kSteps.begin(), kSteps.end());
    if (!everything) {
        std::shuffle(steps.begin(), steps.end(), dice);
        steps.resize(kShortForm);
    }
    std::size_t turn = 0;
    for (const std::string& step : steps) {
        for (std::size_t way = 0; way < static_cast<std::size_t>(Way::Count); ++way) {
            // The short form tries each way, not each in each state.
            if (!everything && way != turn % static_cast<std::size_t>(Way::Count)) continue;
            try {
                end_in(step, static_cast<Way>(way), dice);
            } catch (const Unexpected& problem) {
                ADD_FAILURE() << step << ", " << kWays[way] << ": " << problem.what();
            }
            if (HasFatalFailure()) return;
        }
        ++turn;
    }
}

}  // namespace
}  // namespace vestibule::erasure
