// watchdog - what starts a computer anew that hangs: whether it is armed, and whether it was the reason of this start.
// systemd feeds it (RuntimeWatchdogSec); a second hand on it would hide that systemd hangs.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

struct WatchdogState {
    std::string name;  ///< as its driver calls it
    bool armed = false;
    std::int64_t timeout_s = 0;
    enum class Start : std::uint8_t { Unknown, Clean, Bitten, Overheated };
    Start last_start = Start::Unknown;
};

class Watchdog {
public:
    virtual ~Watchdog() = default;
    /// Errors: FileUnreadable: there is none.
    virtual Result<WatchdogState> state() = 0;
};

/// The kernel's first one, below /sys/class/watchdog. `root` is "/" but in tests.
[[nodiscard]] std::unique_ptr<Watchdog> make_watchdog(std::filesystem::path root = "/");

class SimulatedWatchdog final : public Watchdog {
public:
    Result<WatchdogState> state() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated watchdog"};
        return stands;
    }
    bool missing = false;
    WatchdogState stands{
        .name = "simulated", .armed = true, .timeout_s = 30, .last_start = WatchdogState::Start::Clean};
};

}  // namespace vestibule::drivers
