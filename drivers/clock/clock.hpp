// clock - where the time comes from; tests advance a simulated one, they never shorten a delay.
#pragma once

#include <chrono>

namespace vestibule::drivers {

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;
using WallTime = std::chrono::sys_seconds;

class Clock {
public:
    virtual ~Clock() = default;
    /// Monotonic; for deadlines.
    [[nodiscard]] virtual TimePoint now() const = 0;
    /// UTC; for certificates, tokens and dates.
    [[nodiscard]] virtual WallTime wall() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wall() const override {
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }
};

/// Stands still until it is advanced.
class SimulatedClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return now_; }
    [[nodiscard]] WallTime wall() const override { return wall_; }
    void advance(Duration by) {
        now_ += by;
        wall_ += std::chrono::floor<std::chrono::seconds>(by);
    }
    void set_wall(WallTime wall) { wall_ = wall; }

private:
    TimePoint now_{};
    WallTime wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 15}};
};

}  // namespace vestibule::drivers
