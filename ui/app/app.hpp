// app - one process of the kiosk: opens the window, runs one visit in it, and ends with the visit.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/budget.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/device/obligations/ledger.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/visit/visit.hpp"
#include "ui/app/pulse.hpp"
#include "ui/app/upkeep.hpp"
#include "ui/toolkit/view.hpp"

union SDL_Event;

namespace vestibule::ui {

/// What the command line says beyond the configuration.
struct Options {
    device::Config config;
    int window_width_px = 0, window_height_px = 0;  ///< 0: fullscreen
    int out_of_service_code = 0;                    ///< not 0: no visit, only the notice with this code
    std::filesystem::path runtime_folder;
    std::filesystem::path state_folder;   ///< of the device store
    std::filesystem::path share_folder;   ///< locale/ in it
    std::filesystem::path module_folder;  ///< vestibule-camera.so, vestibule-capture.so
};

class App;

/// Whoever plays along besides the patient: automation and simulated devices in vestibule-dev, the canary of the proof
/// of erasure. Called on the main thread, but for the cameras.
class Extras {
public:
    virtual ~Extras() = default;
    virtual const drivers::Clock& clock() = 0;
    /// The module for a source that only vestibule-dev knows ("simulated:..."); empty: not one of those.
    virtual std::string camera_module(const std::string& source) = 0;
    /// The services of this visit; null: the real ones.
    virtual std::unique_ptr<net::Client> client(const std::vector<identity::Profile>&) { return nullptr; }
    /// The camera for both roles; nothing: the configured ones.
    virtual std::optional<drivers::CameraFactory> camera() { return std::nullopt; }
    /// Where input devices stand, instead of where the display driver has them; empty: no difference.
    virtual std::filesystem::path input_folder() { return {}; }
    /// A made-up machine instead of this one, whose devices are then looked after whatever the display driver is.
    virtual std::filesystem::path machine_root() { return {}; }
    /// Where the root helper listens; empty: where it always does.
    virtual std::filesystem::path hand_socket() { return {}; }
    virtual void start(App& app) = 0;
    virtual void pump(App& app) = 0;
    /// The screen *Erasing* is shown; the patient's data goes next.
    virtual void before_erasing(App& app) = 0;
    /// The visit is forgotten and the window closed; the process exits next.
    virtual void before_exit() = 0;
};

using device::kDeviceFault, device::kErased, device::kNotErased;
inline constexpr int kUsage = 64, kConfiguration = 78;

class App {
public:
    App(Options options, Extras* extras);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    /// Until the visit is over; the exit code.
    int run();
    /// From any thread: the main loop turns once more.
    static void wake();
    /// From a signal handler: erases and ends.
    static void stop_soon();
    [[nodiscard]] static bool stop_asked();

    [[nodiscard]] visit::Visit& visit() { return *visit_; }
    [[nodiscard]] View& view() { return *view_; }
    [[nodiscard]] net::Client* client() { return client_.get(); }
    /// Carries out what happened on the screen, whoever made it happen.
    void happen(const Happening& happening);
    /// The tree of what is shown now.
    [[nodiscard]] Node shown();
    /// Shows what has changed.
    void refresh();

private:
    /// The visit before this process, as the receipt tells of it.
    struct Predecessor {
        device::Legacy legacy;
        device::Checks checks;
        std::int64_t proved_ms = -1;
    };
    static void say(const Error& error);
    Result<void> open();
    Result<void> read_services();
    void set_up();
    void begin_ledger();
    [[nodiscard]] bool owns_devices() const;
    [[nodiscard]] bool find_display();
    void look_after_devices();
    void watch_devices();
    [[nodiscard]] bool believable(const SDL_Event& event);
    void end_now();
    void take_eyes();
    void tell_usable();
    void load_eyes();
    void load_services();
    void feel_pulse();
    void turn();
    Result<void> meet_predecessor();
    int refuse(const Error& error);
    void erase();
    void fault(ErrorCode code);
    void touched(const SDL_Event& event);
    void moved(const journey::State& state);
    int show_notice();
    int finish();
    [[nodiscard]] int wait_ms() const;

    Options options_;
    Extras* extras_;
    bool test_kiosk_ = false;
    drivers::SystemClock system_clock_;
    const drivers::Clock* clock_;
    std::optional<device::Runtime> runtime_;
    std::unique_ptr<device::Ledger> ledger_;  // outlives the client, whose thread takes duties
    std::optional<Predecessor> predecessor_;
    drivers::TimePoint erasing_since_{};
    std::int64_t wiped_ms_ = -1;
    std::set<ErrorCode> faults_told_;
    std::unique_ptr<net::Client> client_;
    std::unique_ptr<View> view_;
    std::unique_ptr<visit::Visit> visit_;
    visit::Setup setup_;
    std::uint64_t shown_version_ = 0;
    std::uint32_t shown_generation_ = 0;  ///< of the screen that is shown: what a touch means
    drivers::FramePtr shown_frame_;
    std::optional<Pulse> pulse_;
    drivers::Machine machine_;
    std::unique_ptr<Upkeep> upkeep_;
    std::thread eyes_;
    std::mutex eyes_mutex_;
    std::optional<Result<visit::Eyes>> loaded_eyes_;
    drivers::TimePoint screen_since_{};  ///< when a touch last led to another screen
    bool visiting_ = false, ledger_begun_ = false, display_lost_ = false;
    bool eyes_good_ = false, usable_told_ = false;
};

}  // namespace vestibule::ui
