// proof - the last proof of erasure as a result among the others, and a new one on demand; the proof itself is the
// kiosk's program.
#pragma once

#include "kiosk/device/os/prove.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// The test that proves it now. A quick run leaves it out: it takes a processor some seconds.
inline constexpr const char* kProveNow = "security.erasure-now";

/// Errors: FileUnreadable.
Result<void> keep_proof(const std::filesystem::path& state_folder, const Result<device::Proof>& proof,
                        drivers::WallTime now);

}  // namespace vestibule::diagnostics
