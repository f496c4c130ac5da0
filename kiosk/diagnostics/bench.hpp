// bench - puts together what the tests of this kiosk look at.
#pragma once

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

struct BenchOptions {
    std::filesystem::path state_folder, module_folder;
    std::filesystem::path machine_root = "/";
    std::filesystem::path hand{};  ///< the root helper's socket; empty: the kiosk's own, where the machine is this one
};

/// Errors: those of both read_profile.
Result<Bench> make_bench(const device::Config& config, const BenchOptions& options, const drivers::Clock& clock);

/// For a kiosk whose settings may be what is wrong: a profile that cannot be read is left out.
Bench bench_of(const device::Config& config, const BenchOptions& options, const drivers::Clock& clock);

}  // namespace vestibule::diagnostics
