// proof - the last proof of erasure as a result among the others; the proof itself is a program of its own.
#pragma once

#include "kiosk/device/os/prove.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// Errors: FileUnreadable.
Result<void> keep_proof(const std::filesystem::path& state_folder, const Result<device::Proof>& proof,
                        drivers::WallTime now);

}  // namespace vestibule::diagnostics
