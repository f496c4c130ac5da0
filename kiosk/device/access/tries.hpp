// tries - how often somebody was wrong at the door, and for how long that shuts it; codes and passes count together.
#pragma once

#include <chrono>

#include "kiosk/device/journal/store.hpp"

namespace vestibule::device {

// Kept in the device store, so that a new start changes nothing.
inline constexpr int kFreeTries = 5;                       // a code that ran out, a digit that slipped
inline constexpr std::chrono::seconds kFirstLock{60};      // then twice as long for each that is wrong
inline constexpr std::chrono::seconds kLongestLock{3600};  // 24 tries a day against a million codes

/// Within one transaction of the store, which outlives it.
class Tries {
public:
    /// Errors: StoreFailed.
    static Result<Tries> of(journal::Store& store);
    /// How long the door is shut from now on.
    [[nodiscard]] std::chrono::seconds left() const;
    Result<void> wrong();
    Result<void> right();

private:
    explicit Tries(journal::Store& store);
    Result<void> keep();

    journal::Store* store_;
    std::int64_t now_s_, wrong_ = 0, since_s_ = 0;
};

}  // namespace vestibule::device
