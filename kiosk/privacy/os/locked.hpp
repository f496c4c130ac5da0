// locked - memory for what is a patient's: pages that are neither swapped nor dumped, and wiped when given back.
#pragma once

#include <cstddef>
#include <optional>

#include "kiosk/privacy/result.hpp"

namespace vestibule::privacy {

/// A block for `size` bytes, aligned for anything. Throws std::bad_alloc. Safe from every thread.
[[nodiscard]] void* take_locked(std::size_t size);
/// Wipes the block and gives it back; `size` is what it was taken with.
void give_locked(void* block, std::size_t size) noexcept;

struct LockedMemory {
    std::size_t mapped_bytes = 0;  ///< all pages of the pool
    std::size_t locked_bytes = 0;  ///< of these, what the system agreed to keep from swap
    std::size_t taken_bytes = 0;   ///< in blocks that somebody holds
    std::size_t refused_bytes = 0;  ///< what the system did not agree to, since the start
};
[[nodiscard]] LockedMemory locked_memory();

/// What could not be locked, how much may be, and what to do about it; nothing while all of it is.
[[nodiscard]] std::optional<Error> lock_shortage();

/// Lets the process lock as much as its hard limit allows; called first of all.
void raise_lock_limit();

}  // namespace vestibule::privacy
