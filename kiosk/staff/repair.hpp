// repair - another device in a place: what is kept of it, in an order in which a power cut leaves the old one or the
// new.
#pragma once

#include <functional>
#include <optional>

#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/staff/errand.hpp"

namespace vestibule::staff {

/// What a technician has put in, looked through and tested.
struct NewDevice {
    Job job = Job::None;
    std::string source{};                            ///< as local.toml names it
    int focal_percent = 0;                           ///< 0: not measured
    std::optional<diagnostics::ChartSight> sight{};  ///< nothing: the chart was not shown
};

/// Hears the name of each step before it is taken: "baseline", "local", "done".
using OnRepairStep = std::function<void(const char*)>;

/// The one place that is replaced at once is STATE/local.toml, where set-up binds the cameras, too. What stands before
/// it is of no account while the old device is bound. Errors: FileUnreadable, BadConfiguration; then the old one stays.
Result<void> bind_device(const std::filesystem::path& state_folder, const NewDevice& device, drivers::WallTime now,
                         const OnRepairStep& on_step = {});

/// The settings with this device in its place, for tests before it is bound.
[[nodiscard]] device::Config with_device(device::Config config, const NewDevice& device);
/// The tests of that device, by their ids.
[[nodiscard]] bool tests_device(Job job, std::string_view test);

}  // namespace vestibule::staff
