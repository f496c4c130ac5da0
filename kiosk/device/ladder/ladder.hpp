// ladder - what is tried, one step after the other, when a device does not work; pure: it is told the time and decides.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// From what costs nobody anything to what costs everybody.
enum class Rung : std::uint8_t {
    Reopen,        ///< the driver opens the device again by itself; this gives it the time
    PowerCycle,    ///< the root helper switches the USB port off and on
    Restart,       ///< the process ends; systemd starts the next
    Reboot,        ///< the root helper reboots the machine
    OutOfService,  ///< the notice with the code; the kiosk is tried again with growing pauses
    Count
};

/// One rung: how often it is tried, and how long the device is given after each try.
struct Step {
    Rung rung;
    int tries;
    drivers::Duration pause;
};

/// Whose ladder it is.
enum class LadderId : std::uint8_t { DocumentCamera, FaceCamera, Touch, Count };
[[nodiscard]] std::span<const Step> steps_of(LadderId ladder);
/// So long a device must have worked before its ladder begins at the bottom again.
[[nodiscard]] drivers::Duration good_after(LadderId ladder);

/// Where a ladder stands: what is kept for the next process and the next start of the machine.
struct Standing {
    std::optional<Rung> rung{};  ///< nothing: at the bottom
    int tries = 0;               ///< of this rung
    ErrorCode code = ErrorCode::CameraLost;
    std::string port{};  ///< where the device was plugged in when it last worked, "1-1.4"; empty: not known
    bool operator==(const Standing&) const = default;
};

class Ladder {
public:
    /// What a process before has left. A rung that was just taken gets its pause from now.
    Ladder(LadderId id, Standing standing, drivers::TimePoint now);

    /// The device does not work. The standing to keep before its rung is taken; nothing while the last step may still
    /// help, or where the next one is above `highest`.
    [[nodiscard]] std::optional<Standing> failed(ErrorCode code, Rung highest, drivers::TimePoint now);
    /// That step was kept and taken.
    void climb(const Standing& standing, drivers::TimePoint now);
    /// It cannot be taken (no port, nothing was kept): the next time another one is named.
    void skip(Rung rung) { skipped_ |= bit(rung); }

    /// The device works; true once it has for long enough to forget what was. Time in which it is not used counts as
    /// nothing.
    [[nodiscard]] bool works(drivers::TimePoint now);
    void rests() { worked_at_.reset(); }
    void leave() { standing_ = {.port = standing_.port}; }

    [[nodiscard]] const Standing& standing() const { return standing_; }
    [[nodiscard]] bool at_bottom() const { return !standing_.rung; }
    void found_at(std::string port) { standing_.port = std::move(port); }

private:
    static std::uint8_t bit(Rung rung) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(rung)); }
    [[nodiscard]] drivers::Duration pause_after(const Standing& standing) const;

    LadderId id_;
    Standing standing_;
    drivers::TimePoint until_;  ///< the last step may still help
    std::optional<drivers::TimePoint> worked_at_;
    drivers::Duration worked_{0};
    std::uint8_t skipped_ = 0;
};

/// "1-1.4" as two numbers, bus 1 and ports 104, for the journal and the store; zeros where it is no port.
struct PortNumbers {
    std::int64_t bus = 0, port = 0;
};
[[nodiscard]] PortNumbers numbers_of(std::string_view port);
[[nodiscard]] std::string port_named(PortNumbers numbers);

}  // namespace vestibule::device
