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
#include "kiosk/staff/gesture.hpp"
#include "kiosk/visit/visit.hpp"
#include "ui/app/pulse.hpp"
#include "ui/app/stage.hpp"
#include "ui/app/upkeep.hpp"

union SDL_Event;

namespace vestibule::device {
class Enclosure;
}

namespace vestibule::ui {

/// What the command line says beyond the configuration.
struct Options {
    device::Config config;
    int window_width_px = 0, window_height_px = 0;  ///< 0: fullscreen
    int out_of_service_code = 0;                    ///< not 0: no visit, only the notice with this code
    bool technician = false;                        ///< no visit, but technician mode
    bool setup = false;                             ///< no visit, but set-up
    std::filesystem::path runtime_folder;
    std::filesystem::path state_folder;   ///< of the device store
    std::filesystem::path share_folder;   ///< locale/ in it
    std::filesystem::path module_folder;  ///< vestibule-camera.so, vestibule-capture.so
};

using device::kDeviceFault, device::kErased, device::kNotErased;
inline constexpr int kUsage = 64, kConfiguration = 78;
inline constexpr const char* kTestMark = "test-kiosk";  ///< put into share/ by an image that is signed with test keys

class App final : public Stage {
public:
    App(Options options, Extras* extras);
    ~App() override;
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
    [[nodiscard]] View& view() override { return *view_; }
    [[nodiscard]] net::Client* client() { return client_.get(); }
    void happen(const Happening& happening) override;
    [[nodiscard]] Node shown() override;
    void refresh() override;
    void clear_field(visit::FieldId id) override { visit_->clear_field(id); }
    [[nodiscard]] std::string_view step() const override;
    [[nodiscard]] bool waits() const override { return visit_->state().pending != 0; }
    [[nodiscard]] App* serving() override { return this; }

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
    void read_brand();
    void begin_ledger();
    [[nodiscard]] bool owns_devices() const;
    [[nodiscard]] bool find_display();
    void look_after_devices();
    void watch_devices();
    void watch_case();
    [[nodiscard]] int exit_code() const;
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
    void look_for_staff(const SDL_Event& event);
    void look_for_key();
    void let_staff_in();
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
    std::optional<device::Logo> logo_;
    device::SiteTexts texts_;
    visit::Setup setup_;
    std::uint64_t shown_version_ = 0;
    std::uint32_t shown_generation_ = 0;  ///< of the screen that is shown: what a touch means
    drivers::FramePtr shown_frame_;
    std::optional<Pulse> pulse_;
    drivers::Machine machine_;
    std::unique_ptr<Upkeep> upkeep_;
    std::unique_ptr<device::Enclosure> enclosure_;
    drivers::TimePoint next_case_look_{};
    std::thread eyes_;
    std::mutex eyes_mutex_;
    std::optional<Result<visit::Eyes>> loaded_eyes_;
    drivers::TimePoint next_key_look_{};
    drivers::TimePoint screen_since_{};  ///< when a touch last led to another screen
    staff::Gesture gesture_;
    bool visiting_ = false, ledger_begun_ = false, display_lost_ = false, case_open_ = false, staff_asked_ = false;
    bool key_seen_ = false;  ///< a key that was offered is asked for once
    bool eyes_good_ = false, usable_told_ = false;
};

}  // namespace vestibule::ui
