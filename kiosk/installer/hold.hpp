// hold - what was meant by a finger or a key: held for seconds and let go is a yes, a short tap on the other side a no.
#pragma once

#include <cstdint>

#include "drivers/clock/clock.hpp"

namespace vestibule::installer {

inline constexpr std::chrono::seconds kHoldFor{5};
/// Whatever lies on the glass or the keys for longer is no person who means it.
inline constexpr std::chrono::seconds kHoldAtMost{30};
inline constexpr std::chrono::seconds kTapAtMost{2};
/// A finger that was there before the question was no answer to it.
inline constexpr std::chrono::seconds kReadFirst{1};

enum class Side : std::uint8_t { Write, Stay };

/// Pure: told what comes down and that it is up again.
class Hold {
public:
    enum class Answer : std::uint8_t { None, Write, Stay };
    explicit Hold(drivers::TimePoint shown) : shown_(shown) {}
    void down(Side side, drivers::TimePoint now);
    Answer up(drivers::TimePoint now);
    /// How much of the time is over, in thousandths; 0 while nothing is held that would write.
    [[nodiscard]] int permille(drivers::TimePoint now) const;

private:
    drivers::TimePoint shown_, since_{};
    Side side_ = Side::Stay;
    bool held_ = false;
};

}  // namespace vestibule::installer
