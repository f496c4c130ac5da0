// disk - a disk for SQLite that loses power at a chosen write, tears what it had not yet synced, or is full.
#pragma once

#include <cstdint>

namespace vestibule::journal::testing {

enum class Trouble : std::uint8_t {
    None,
    Killed,    ///< the process dies before the write
    PowerCut,  ///< the process dies, and writes since the last sync are lost, torn or kept, as the seed says
    Full,      ///< this write and all that follow find no room
};

/// Registers the disk under `kDiskName` and sets what happens at the `at`-th write, truncation, sync or deletion.
inline constexpr const char* kDiskName = "vestibule-test-disk";
void set_disk(Trouble trouble, std::int64_t at, unsigned seed);
/// How many writes, truncations, syncs and deletions there were since set_disk().
[[nodiscard]] std::int64_t disk_steps();

}  // namespace vestibule::journal::testing
