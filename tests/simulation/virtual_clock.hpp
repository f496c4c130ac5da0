// virtual_clock - the time of a simulated visit: it stands still until it is moved, and can be made to jump.
#pragma once

#include "drivers/clock/clock.hpp"

namespace vestibule::simulation {

class VirtualClock final : public drivers::Clock {
public:
    [[nodiscard]] drivers::TimePoint now() const override { return now_; }
    [[nodiscard]] drivers::WallTime wall() const override { return std::chrono::floor<std::chrono::seconds>(wall_); }

    /// Time passes, for both clocks.
    void advance(drivers::Duration by) {
        now_ += by;
        wall_ += by;
    }
    /// Somebody sets the clock on the wall.
    void jump_wall(drivers::Duration by) { wall_ += by; }
    /// The steady clock alone: forward after a suspend that it counts, back where a machine breaks its promise.
    void jump_steady(drivers::Duration by) { now_ += by; }

private:
    // Far enough from zero that no jump back passes it.
    drivers::TimePoint now_{std::chrono::hours{1000}};
    std::chrono::sys_time<drivers::Duration> wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};
};

}  // namespace vestibule::simulation
