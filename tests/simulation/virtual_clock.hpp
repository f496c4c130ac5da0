// virtual_clock - the time of a simulated visit: it stands still until it is moved, and can be made to jump.
#pragma once

#include "drivers/clock/clock.hpp"

namespace vestibule::simulation {

class VirtualClock final : public drivers::Clock {
public:
    [[nodiscard]] drivers::TimePoint now() const override { return now_; }
    [[nodiscard]] drivers::WallTime wall() const override { return std::chrono::floor<std::chrono::seconds>(wall_); }

    /// The time that everybody else has.
    [[nodiscard]] drivers::WallTime world() const {
        return std::chrono::floor<std::chrono::seconds>(wall_ - wall_off_);
    }

    /// Time passes, for every clock.
    void advance(drivers::Duration by) {
        now_ += by;
        wall_ += by;
    }
    /// Somebody sets the clock on the wall.
    void jump_wall(drivers::Duration by) {
        wall_ += by;
        wall_off_ += by;
    }
    /// The steady clock alone: forward after a suspend that it counts, back where a machine breaks its promise.
    void jump_steady(drivers::Duration by) { now_ += by; }

private:
    // Far enough from zero that no jump back passes it.
    drivers::TimePoint now_{std::chrono::hours{1000}};
    std::chrono::sys_time<drivers::Duration> wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};
    drivers::Duration wall_off_{};
};

}  // namespace vestibule::simulation
