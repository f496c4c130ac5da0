// vitals - whether the kiosk lives: each organ shows it by itself, and the one that does not is named.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "drivers/clock/clock.hpp"

namespace vestibule::device {

/// What must work for a patient to be served: the picture comes to the display, touches can be read, a camera that is
/// in use answers, the network's thread turns, and the journey does what is due.
enum class Organ : std::uint8_t { Frames, Input, Camera, Network, Journey, Count };
[[nodiscard]] std::string_view name(Organ organ);

/// Pure: told what happened, says whether the watchdog may be fed. An organ is frozen when its last beat is older than
/// half of the watchdog's time, so that what freezes is noticed before systemd's own deadline.
class Vitals {
public:
    Vitals(drivers::Duration watchdog, drivers::TimePoint now);

    /// The organ has just shown that it works.
    void beat(Organ organ, drivers::TimePoint at);
    /// The organ is not in use; nothing is expected of it until its next beat.
    void rest(Organ organ);
    [[nodiscard]] std::optional<Organ> frozen(drivers::TimePoint now) const;

    /// Time to look at every organ and to feed the watchdog: a sixth of its time, so that one lost turn is harmless.
    [[nodiscard]] bool due(drivers::TimePoint now) const { return now >= next_; }
    void looked(drivers::TimePoint now) { next_ = now + period(); }
    [[nodiscard]] drivers::Duration period() const { return watchdog_ / 6; }

private:
    struct Pulse {
        drivers::TimePoint last{};
        bool expected = true;
    };
    drivers::Duration watchdog_;
    drivers::TimePoint next_;
    std::array<Pulse, static_cast<std::size_t>(Organ::Count)> pulses_;
};

}  // namespace vestibule::device
