// swap - whether memory of this process can be, or was, written to a disk.
#pragma once

#include <cstdint>

#include "drivers/machine/machine.hpp"

namespace vestibule::device {

/// How much of this process is in swap at this moment; -1: the kernel does not tell.
[[nodiscard]] std::int64_t own_swapped_kb(const drivers::Machine& machine = drivers::Machine());

/// A swap is there, and nothing keeps this process out of it (MemorySwapMax=0 of its unit does).
[[nodiscard]] bool swap_possible(const drivers::Machine& machine = drivers::Machine());

}  // namespace vestibule::device
