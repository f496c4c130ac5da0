// watchdog_test - plays systemd to the real program: whatever freezes, the watchdog is fed no more; busy, it always is.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <thread>

#include "kiosk/device/os/runtime.hpp"
#include "tests/flows/display.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using namespace std::chrono_literals;
using Instant = std::chrono::steady_clock::time_point;

constexpr std::chrono::milliseconds kWatchdog{4'000};  // the unit says 30 s; the program takes what it is told

/// The other end of NOTIFY_SOCKET: keeps what the kiosk says and when.
class Systemd {
public:
    explicit Systemd(std::filesystem::path path) : path_(std::move(path)), alive_(now()) {
        socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        thread_ = std::thread([this] { listen(); });
    }
    ~Systemd() {
        ends_ = true;
        thread_.join();
        close(socket_);
    }
    Systemd(const Systemd&) = delete;
    Systemd& operator=(const Systemd&) = delete;

    [[nodiscard]] std::map<std::string, std::string> environment() const {
        return {{"NOTIFY_SOCKET", path_.string()},
                {"WATCHDOG_USEC", std::to_string(std::chrono::microseconds(kWatchdog).count())}};
    }
    [[nodiscard]] bool ready() const { return ready_; }
    [[nodiscard]] int fed() const { return fed_; }
    [[nodiscard]] std::string status() const {
        const std::lock_guard lock(mutex_);
        return status_;
    }
    /// Whether the watchdog barks within the time: nothing fed it for as long as the unit allows.
    bool barks_within(std::chrono::milliseconds patience) const {
        for (const Instant until = now() + patience; now() < until; std::this_thread::sleep_for(20ms)) {
            if (now() - alive_.load() > kWatchdog) return true;
        }
        return false;
    }

private:
    static Instant now() { return std::chrono::steady_clock::now(); }
    void listen() {
        while (!ends_) {
            pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
            if (poll(&waiting, 1, 50) <= 0) continue;
            std::string said(4096, '\0');
            const ssize_t length = recv(socket_, said.data(), said.size(), 0);
            said.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
            if (said == "READY=1") ready_ = true;
            if (said == "READY=1" || said == "WATCHDOG=1") alive_ = now();
            if (said == "WATCHDOG=1") ++fed_;
            const std::lock_guard lock(mutex_);
            if (said.rfind("STATUS=", 0) == 0) status_ = said.substr(7);
        }
    }

    std::filesystem::path path_;
    int socket_ = -1;
    std::atomic<bool> ends_{false}, ready_{false};
    std::atomic<int> fed_{0};
    std::atomic<Instant> alive_;
    mutable std::mutex mutex_;
    std::string status_;
    std::thread thread_;
};

class Watchdog : public testing::Test {
protected:
    Watchdog() : systemd_(std::filesystem::path(services_.directory()) / "notify.sock") {
        inputs_ = std::filesystem::path(services_.directory()) / "input";
        std::filesystem::create_directories(inputs_);
        std::ofstream(inputs_ / "event0");
    }
    ~Watchdog() override {
        if (display_ && stopped_display_) kill(display_->pid(), SIGCONT);
    }

    void start(const std::string& mode = "") {
        display_ = std::make_unique<Display>("1080x1920");
        KioskLaunch launch;
        launch.forever = false;
        launch.environment = systemd_.environment();
        launch.environment.insert({{"DISPLAY", display_->name()}, {"SDL_VIDEODRIVER", "x11"}});
        launch.more = {"--input-dir", inputs_.string()};
        if (!mode.empty()) launch.more.insert(launch.more.end(), {"--mode", mode});
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for(mode.empty() ? "Welcome" : "Person");
        EXPECT_TRUE(systemd_.ready());
        const int fed = systemd_.fed();
        for (int i = 0; i < 400 && systemd_.fed() < fed + 2; ++i) std::this_thread::sleep_for(20ms);
        ASSERT_GE(systemd_.fed(), fed + 2) << "a living kiosk feeds the watchdog";
    }
    void expect_bark(const char* organ) {
        EXPECT_TRUE(systemd_.barks_within(3 * kWatchdog));
        if (organ != nullptr) {
            EXPECT_EQ(systemd_.status(), std::string("frozen: ") + organ);
        }
        // As systemd does: what is frozen does not end when it is asked to.
        kill(kiosk_->pid(), SIGKILL);
    }

    /// So much time goes by, in steps that let every organ answer.
    void lives(std::chrono::seconds time) {
        for (std::chrono::milliseconds gone{0}; gone < time; gone += 500ms) {
            kiosk_->advance(500ms);
            std::this_thread::sleep_for(30ms);
        }
    }
    [[nodiscard]] bool usable() const { return std::filesystem::exists(kiosk_->folder() / device::kUsableMark); }

    sandbox::Sandbox services_;
    std::filesystem::path inputs_;
    Systemd systemd_;
    std::unique_ptr<Display> display_;
    std::unique_ptr<Kiosk> kiosk_;
    bool stopped_display_ = false;
};

TEST_F(Watchdog, BarksWhenTheJourneyStandsStill) {
    start();
    std::thread asks([this] { (void)kiosk_->ask({{"do", "freeze"}, {"organ", "journey"}}); });
    expect_bark(nullptr);  // the thread that would say so is the frozen one
    asks.join();
}

TEST_F(Watchdog, BarksWhenTheDisplayTakesNoFrame) {
    start();
    stopped_display_ = true;
    ASSERT_EQ(kill(display_->pid(), SIGSTOP), 0);
    expect_bark(nullptr);  // the main thread waits for the display
}

TEST_F(Watchdog, BarksWhenNoInputCanBeRead) {
    start();
    std::filesystem::remove(inputs_ / "event0");
    expect_bark("input");
}

TEST_F(Watchdog, BarksWhenTheNetworkThreadStandsStill) {
    start();
    kiosk_->must({{"do", "freeze"}, {"organ", "network"}});
    expect_bark("network");
}

TEST_F(Watchdog, BarksWhenTheCameraInUseHangs) {
    start();
    kiosk_->steer({{"show", "nothing"}});
    Play play(services_, *kiosk_, true, [](const std::string&) {});
    play.to_the_camera();
    kiosk_->steer({{"fault", "hung"}});
    expect_bark("camera");
}

TEST_F(Watchdog, BarksWhenTheDisplayTakesNoFrameOfTechnicianMode) {
    start("technician");
    stopped_display_ = true;
    ASSERT_EQ(kill(display_->pid(), SIGSTOP), 0);
    expect_bark(nullptr);
}

TEST_F(Watchdog, UsableIsSaidAfterAMinuteOfLife) {
    start();
    lives(45s);
    EXPECT_FALSE(usable()) << "a fault that shows after half a minute would be called good";
    lives(20s);
    kiosk_->wait_until([this](const auto&) { return usable(); }, "the mark");
}

TEST_F(Watchdog, UsableIsNotSaidWhileInputIsFrozen) {
    start();
    lives(45s);
    std::filesystem::remove(inputs_ / "event0");
    lives(60s);
    EXPECT_FALSE(usable());
    EXPECT_EQ(systemd_.status(), "frozen: input");
    std::ofstream(inputs_ / "event0") << "";
    lives(45s);
    EXPECT_FALSE(usable()) << "its minute begins anew";
    lives(20s);
    kiosk_->wait_until([this](const auto&) { return usable(); }, "the mark");
}

TEST_F(Watchdog, NeverBarksAtABusyButHealthyKiosk) {
    start();
    std::atomic<bool> done{false}, barked{false};
    std::thread watch([&] {
        while (!done && !barked) barked = systemd_.barks_within(100ms);
    });
    const auto until = std::chrono::steady_clock::now() + 3 * kWatchdog;
    const int fed = systemd_.fed();
    kiosk_->press("continue");
    for (int turn = 0; std::chrono::steady_clock::now() < until; ++turn) {
        kiosk_->key(turn % 2 == 0 ? "Tab" : "Right");
        kiosk_->must({{"do", "tap"}, {"x", 40}, {"y", 40}, {"times", 3}});
        (void)kiosk_->tree();
    }
    done = true;
    watch.join();
    EXPECT_FALSE(barked);
    EXPECT_GT(systemd_.fed(), fed + 6);
    EXPECT_EQ(systemd_.status(), "") << "no organ was ever missed";
}

}  // namespace
}  // namespace vestibule::flows
