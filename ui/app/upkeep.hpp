// upkeep - looks after the devices while the kiosk runs: cameras and touch screen up their ladders, and whether a
// display is there.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "drivers/camera/feed.hpp"
#include "drivers/machine/peripherals.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/device/ladder/climber.hpp"
#include "kiosk/device/ladder/touch_watch.hpp"
#include "kiosk/device/obligations/ledger.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/visit/visit.hpp"

namespace vestibule::ui {

struct UpkeepWiring {
    const drivers::Clock* clock = nullptr;
    drivers::Machine machine;
    /// False where a display server stands between: touch screen and display are its business.
    bool own_devices = false;
    device::Ledger* ledger = nullptr;
    const device::Config* config = nullptr;
    std::filesystem::path runtime_folder;  ///< whose visit lock a probe and a reboot hold
    std::filesystem::path hand_socket;
    std::function<void(const Error&)> complain;  ///< from any thread
    std::function<void(ErrorCode)> fault;        ///< from the main thread
    std::function<void()> wake;                  ///< from any thread
};

/// Used by the main thread.
class Upkeep {
public:
    explicit Upkeep(UpkeepWiring wiring);
    ~Upkeep();
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;

    /// What reads the cameras was loaded: one that has failed before may be tried while nobody is here.
    void eyes_loaded(const visit::Eyes& eyes);
    /// Each turn of the loop. `visiting`: a patient is here, so nothing is done that they would notice.
    void turn(const visit::Visit& visit, bool visiting);
    /// The first touch: a camera that is being tried is let go at once.
    void patient_comes();
    /// A finger on a touch screen; false when what it says is not to be believed.
    [[nodiscard]] bool finger(std::int64_t screen, std::int64_t finger, bool down, bool attract);

    /// The exit code with which the process shall end once no patient is here.
    [[nodiscard]] std::optional<int> exit_code() const;
    /// There was a display, and it is gone.
    [[nodiscard]] bool display_gone() const { return display_gone_; }

private:
    struct Probe {
        device::LadderId ladder;
        std::unique_ptr<drivers::CameraFeed> feed;
    };
    [[nodiscard]] device::LadderId ladder_of(drivers::CameraRole role) const;
    void look_at_cameras(const visit::Visit& visit, bool visiting);
    void look(device::LadderId ladder, drivers::CameraHealth health, device::Rung highest);
    void note_ports();
    void probe(const visit::Visit& visit, bool visiting);
    void look_at_touch(bool visiting);
    void look_at_display();

    UpkeepWiring wiring_;
    drivers::CameraFactory document_, face_;
    device::TouchWatch touch_;
    unsigned touch_steps_ = 0;
    bool touch_seen_ = false;
    device::SharedGate gate_;       ///< of the probe, and of a reboot that the probe leads to
    std::shared_ptr<void> closed_;  ///< keeps self tests from the camera that is being tried
    std::optional<Probe> probe_;
    drivers::TimePoint next_look_{};
    bool ports_noted_ = false;
    bool display_seen_ = false, display_missed_ = false, display_gone_ = false;
    device::Climber climber_;  // its thread uses what stands above
};

/// Waits until a display is there, or until `stop` says so: then false. `alive` is called all the while.
[[nodiscard]] bool wait_for_display(const drivers::Machine& machine, const std::function<bool()>& stop,
                                    const std::function<void()>& alive);

}  // namespace vestibule::ui
