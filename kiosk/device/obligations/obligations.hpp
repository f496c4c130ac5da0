// obligations - the sealed requests in the device store: taken with a journal entry, gone with one.
#pragma once

#include "kiosk/device/back_off.hpp"
#include "kiosk/device/journal/store.hpp"

namespace vestibule::device {

using journal::Duty;
using journal::Store;

/// What no service could be told within this time is not told any more: its tokens and sessions have long run out.
inline constexpr std::chrono::hours kObligationExpires{72};

struct Obligation {
    std::int64_t id = 0;
    Duty duty{};
    std::int64_t tries = 0;
    std::vector<std::uint8_t> sealed;
};

/// Each is one transaction: the row and the journal's entry, or neither. Errors: StoreFailed, StoreBroken.
/// Held until its visit is over; the number names it.
Result<std::int64_t> take(Store& store, Duty duty, std::span<const std::uint8_t> sealed);
/// The visit itself has done it. One that is not there is no error.
Result<void> settle(Store& store, std::int64_t id);
/// The same within the caller's transaction.
Result<void> settle_within(Store& store, std::int64_t id);
Result<void> delivered(Store& store, const Obligation& obligation);
Result<void> unreadable(Store& store, const Obligation& obligation);
/// One more try was in vain; the next not before `pause` has passed.
Result<void> postpone(Store& store, const Obligation& obligation, std::chrono::seconds pause);
/// Deletes what nobody can be told any more; how many there were. Each was tried at least once: a clock that was wrong
/// when it was taken must not throw it away.
Result<std::int64_t> expire(Store& store);

/// Within the caller's transaction: what was held is due now, and an entry says how many, if any.
Result<std::int64_t> release(Store& store);

/// What is due, the oldest first. `now`: also what waits for its next try.
Result<std::vector<Obligation>> due(Store& store, bool now);
Result<std::int64_t> waiting(Store& store);

}  // namespace vestibule::device
