// storage - what is judged of a disk, apart from where the numbers come from.
#pragma once

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

[[nodiscard]] Finding judge_space(std::int64_t total_bytes, std::int64_t free_bytes);
/// The wear that eMMC and SD cards tell.
[[nodiscard]] Finding judge_wear(const drivers::Machine& machine);

}  // namespace vestibule::diagnostics
