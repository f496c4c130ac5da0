// automation - lets a test see and touch the real kiosk: JSON lines over a socket of mode 0600; only in vestibule-dev.
#pragma once

#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>

#include "drivers/camera/module.hpp"
#include "drivers/clock/clock.hpp"
#include "ui/app/app.hpp"

namespace vestibule::automation {

/// The system's clock, which a test may push forward.
class PushedClock final : public drivers::Clock {
public:
    [[nodiscard]] drivers::TimePoint now() const override { return system_.now() + pushed_.load(); }
    [[nodiscard]] drivers::WallTime wall() const override { return system_.wall() - behind_.load(); }
    /// A clock that was never set begins in 1970.
    void lose_wall() { behind_ = system_.wall().time_since_epoch(); }
    void set_wall() { behind_ = std::chrono::seconds(0); }
    void push(std::chrono::milliseconds by) { pushed_ = pushed_.load() + by; }

private:
    drivers::SystemClock system_;
    std::atomic<drivers::Duration> pushed_{drivers::Duration{0}};
    std::atomic<std::chrono::seconds> behind_{std::chrono::seconds{0}};
};

struct AutomationPlaces {
    std::string socket, modules;
    std::string inputs, machine, hand, cover;  ///< instead of the machine's own; empty: no difference
};

/// Serves one client at a time on its own thread; every request is carried out by the main thread.
class Automation final : public ui::Extras {
public:
    Automation(AutomationPlaces places, bool clock_lost);
    ~Automation() override;

    const drivers::Clock& clock() override { return clock_; }
    std::string camera_module(const std::string& source) override;
    std::filesystem::path input_folder() override { return places_.inputs; }
    std::filesystem::path machine_root() override { return places_.machine; }
    std::unique_ptr<drivers::Switch> cover() override;
    std::unique_ptr<drivers::Printer> printer(const std::string& device) override;
    std::filesystem::path hand_socket() override { return places_.hand; }
    void start(ui::Stage& stage) override;
    void pump(ui::Stage& stage) override;
    void before_erasing(ui::App& app) override;
    void before_exit() override;

private:
    void serve();
    void serve_client(int client);
    nlohmann::json in_visit(ui::App& app, const nlohmann::json& request);
    nlohmann::json carry_out(ui::Stage& app, const nlohmann::json& request);
    nlohmann::json state_of(ui::Stage& stage) const;
    nlohmann::json press(ui::Stage& app, const nlohmann::json& request);
    nlohmann::json type(ui::Stage& app, const nlohmann::json& request);
    nlohmann::json key(ui::Stage& app, const nlohmann::json& request);
    nlohmann::json samples(ui::App& app) const;
    nlohmann::json look(ui::Stage& app, const nlohmann::json& request) const;
    static nlohmann::json break_guard(const nlohmann::json& request);
    nlohmann::json steer(const nlohmann::json& request);
    void reflect(ui::Stage& stage);
    nlohmann::json freeze(ui::App& app, const nlohmann::json& request);

    const AutomationPlaces places_;
    std::optional<capture::Tint> reflected_;  ///< the screen's light, as the simulated face last had it
    bool reflects_ = true;                    ///< false: whoever stands there is a film
    std::string erasing_picture_;  ///< where the screen *Erasing* is to be kept
    bool hold_exit_ = false;          ///< the process is to stop before it exits, for a look into its memory
    std::string exit_note_;           ///< where the duration of the erasure is to be written, in microseconds
    drivers::TimePoint erasing_since_{};
    PushedClock clock_;
    std::atomic<int> listener_{-1};
    std::atomic<int> client_{-1};
    std::atomic<bool> ends_{false};
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable answered_;
    std::optional<nlohmann::json> request_, answer_;
};

}  // namespace vestibule::automation
