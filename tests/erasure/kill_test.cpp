// kill_test - the real kiosk ended in every state and every way; each time a next visit with nothing of the patient.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <random>
#include <thread>

#include "tests/automation/small_disk.hpp"
#include "tests/erasure/canary.hpp"
#include "tests/erasure/looks.hpp"
#include "tests/erasure/routes.hpp"

namespace vestibule::erasure {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using automation::SmallDisk;
using automation::Unexpected;
using flows::Play;
using privacy::family;
using privacy::state_of;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

enum class Way { Kill, Segfault, Abort, Watchdog, FullDisk, NoMemory, Count };
constexpr const char* kWays[]{"SIGKILL", "SIGSEGV", "SIGABRT", "watchdog", "full disk", "no memory"};

constexpr unsigned kSeed = 20'260'717;
constexpr std::size_t kShortForm = 8;  // states, drawn from all; the long form ends each in each way
constexpr int kShortInstants = 3, kLongInstants = 60;
constexpr std::chrono::milliseconds kLongestMoment{250};
constexpr std::chrono::milliseconds kLongestVisit{15'000};  // of the canary played without a pause
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

/// As much as it has now, and not a page more.
void limit_memory(int pid) {
    std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
    rlim_t pages = 0;
    statm >> pages;
    const rlimit limit{pages * static_cast<rlim_t>(getpagesize()), RLIM_INFINITY};
    prlimit(pid, RLIMIT_AS, &limit, nullptr);
}

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
            disk.fill("visit");  // a name that the kiosk knows
            kill(pid, SIGTERM);
            break;
        default: {
            limit_memory(pid);
            (void)kiosk.ask({{"do", "tree"}});
            std::this_thread::sleep_for(kLongestMoment);
            kill(pid, SIGTERM);  // it may also have lived on
        }
    }
    sleep_until_gone(pid);
}

using LooksOf = Looks (*)(sandbox::Sandbox&, Kiosk&);

/// A kiosk with services of its own, which is ended and then looked into.
class Case {
public:
    explicit Case(Way way) : way_(way), disk_(services_.directory() / "run") {
        launch_.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch_.runtime = services_.directory() / "run";
        launch_.says = services_.directory() / "said.txt";
        kiosk_.emplace(services_, launch_);
    }
    [[nodiscard]] bool ready() const { return disk_.mounted(); }

    /// Plays the route and ends the kiosk in this state after a moment.
    void end_in(const Route& route, std::string_view state, std::chrono::milliseconds moment) {
        Play play(services_, *kiosk_, true, [&](const std::string& seen) {
            if (seen != state) return;
            ended_ = kiosk_->state().value("pid", -1);
            std::this_thread::sleep_for(moment);
            end(*kiosk_, ended_, way_, disk_);
            throw Ended{};
        });
        EXPECT_THROW(route.play(play), Ended) << "the visit never came to this state";
    }

    /// Ends the kiosk at this instant of a visit, wherever that is.
    void end_at(const Route& route, std::chrono::milliseconds instant) {
        ended_ = kiosk_->state().value("pid", -1);
        std::jthread ender([&](const std::stop_token& stop) {
            const auto at = SteadyClock::now() + instant;
            while (!stop.stop_requested() && SteadyClock::now() < at) std::this_thread::sleep_for(2ms);
            if (!stop.stop_requested()) end_without_asking();
        });
        try {
            Play play(services_, *kiosk_, true, [this](const std::string&) {
                if (gone_) throw Ended{};  // or the next visit would be played
            });
            route.play(play);
        } catch (const Ended&) {
        } catch (const std::exception&) {  // as it must, when its kiosk is gone
        }
        ender.request_stop();
        ender.join();
    }

    /// The next visit begins by itself; after a visit it says first that the last one is erased.
    void expect_next(bool erased_first) {
        kiosk_->wait_until(
            [&](const auto& now) {
                const std::string shown = now.value("step", "");
                return now.value("pid", ended_) != ended_ && (shown == "Erased" || !erased_first);
            },
            "the next visit");
    }

    void expect_nothing_left() {
        privacy::Scanner scanner;
        add_patient(scanner);
        add_answers(scanner, services_);
        Finds finds = search_files(scanner, *kiosk_, services_, began_, launch_.says);
        scanner.add_text("e-mail", returning().email);  // other tests may write it to files of theirs
        scanner.add_text("phone", returning().phone_e164);
        for (const int pid : family(kiosk_->pid())) {
            finds.add(scanner.process(pid, kCameraModule).value());
            finds.add(scanner.words_of(pid));
        }
        finds.add(scanner.folder(launch_.runtime, std::filesystem::file_time_type::min(), {}));
        EXPECT_EQ(finds.all(), 0) << finds.told();
    }

    /// And nobody can see that somebody was here.
    void expect_looks(const Looks& untouched, LooksOf of) {
        services_.clear_faults();
        const std::string shown = kiosk_->step();
        if (shown != "Erased" && shown != "Welcome") {  // the play had gone on for a touch
            kiosk_->press("stop");
            kiosk_->press("erase-now");
            kiosk_->wait_for("Erased");
        }
        if (shown != "Welcome") kiosk_->press("continue");
        EXPECT_EQ(of(services_, *kiosk_), untouched) << "a screen of the next visit looks otherwise";
    }

private:
    void end_without_asking() {
        // No memory: the limit is set, and what is done next meets it. Nobody else may use the connection here.
        if (way_ == Way::NoMemory)
            limit_memory(ended_);
        else if (way_ == Way::Watchdog || way_ == Way::FullDisk)
            end(*kiosk_, ended_, way_, disk_);
        else
            kill(ended_, way_ == Way::Kill ? SIGKILL : way_ == Way::Segfault ? SIGSEGV : SIGABRT);
        if (way_ == Way::NoMemory) {
            std::this_thread::sleep_for(kLongestMoment);
            kill(ended_, SIGTERM);
        }
        sleep_until_gone(ended_);
        gone_ = true;
    }

    Way way_;
    std::filesystem::file_time_type began_ = std::filesystem::file_time_type::clock::now();
    sandbox::Sandbox services_;
    SmallDisk disk_;
    KioskLaunch launch_;
    std::optional<Kiosk> kiosk_;
    int ended_ = -1;
    std::atomic<bool> gone_ = false;
};

/// As they are when nobody was here before.
Looks untouched(LooksOf looks_of) {
    sandbox::Sandbox services;
    KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    Kiosk kiosk(services, launch);
    return looks_of(services, kiosk);
}

const Looks& untouched_beginning() {
    static const Looks kLooks = untouched(looks_of_a_beginning);
    return kLooks;
}

const Looks& untouched_visit() {
    static const Looks kLooks = untouched(looks_of_a_visit);
    return kLooks;
}

struct Place {
    const Route* route;
    std::string_view state;
};

std::vector<Place> places() {
    std::vector<Place> all;
    for (const Route& route : routes()) {
        for (const std::string_view state : route.states) all.push_back({&route, state});
    }
    return all;
}

bool is_long() {
    return std::getenv("VESTIBULE_LONG") != nullptr;
}

Way way_of(std::size_t number) {
    return static_cast<Way>(number % static_cast<std::size_t>(Way::Count));
}

void end_in(const Place& place, Way way, std::mt19937& dice, bool look_at_all) {
    const std::string what = std::string(place.state) + ", " + kWays[static_cast<std::size_t>(way)];
    SCOPED_TRACE(what);
    const std::chrono::milliseconds moment(std::uniform_int_distribution<>(0, kLongestMoment.count())(dice));
    try {
        Case one(way);
        ASSERT_TRUE(one.ready()) << "a small tmpfs cannot be mounted";
        one.end_in(*place.route, place.state, moment);
        // After Erasing was reported it may be the successor that is ended, which has nobody before it.
        one.expect_next(place.state != "Welcome" && place.state != "Erasing");
        one.expect_nothing_left();
        one.expect_looks(look_at_all ? untouched_visit() : untouched_beginning(),
                         look_at_all ? looks_of_a_visit : looks_of_a_beginning);
    } catch (const Unexpected& problem) {
        ADD_FAILURE() << what << " after " << moment.count() << " ms: " << problem.what();
    }
}

TEST(KillAnywhere, InEveryState) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may mount a small disk and look into the kiosk's memory";
    std::mt19937 dice(kSeed);
    std::vector<Place> all = places();
    std::size_t turn = 0;
    if (is_long()) {
        for (const Place& place : all) {
            // The whole of the next visit is looked at in one state of each route.
            for (std::size_t way = 0; way < static_cast<std::size_t>(Way::Count); ++way)
                end_in(place, way_of(way), dice, place.state == place.route->states.back());
        }
        return;
    }
    std::shuffle(all.begin(), all.end(), dice);
    all.resize(kShortForm);
    for (const Place& place : all) end_in(place, way_of(turn++), dice, false);
}

TEST(KillAnywhere, AtAnyInstant) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may mount a small disk and look into the kiosk's memory";
    std::mt19937 dice(kSeed);
    const int instants = is_long() ? kLongInstants : kShortInstants;
    for (int turn = 0; turn < instants; ++turn) {
        const Way way = way_of(static_cast<std::size_t>(turn));
        const std::chrono::milliseconds instant(std::uniform_int_distribution<>(500, kLongestVisit.count())(dice));
        const std::string what =
            std::string(kWays[static_cast<std::size_t>(way)]) + " after " + std::to_string(instant.count()) + " ms";
        SCOPED_TRACE(what);
        try {
            Case one(way);
            ASSERT_TRUE(one.ready()) << "a small tmpfs cannot be mounted";
            one.end_at(routes().front(), instant);
            one.expect_next(false);  // the play may have waited longer for its kiosk than Erased is shown
            one.expect_nothing_left();
            one.expect_looks(untouched_beginning(), looks_of_a_beginning);
        } catch (const Unexpected& problem) {
            ADD_FAILURE() << what << ": " << problem.what();
        }
    }
}

}  // namespace
}  // namespace vestibule::erasure
