// update_work - what the workshop does with a system that a stick brought.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "kiosk/device/os/workshop.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::staff {

/// kDoLookAt and kDoInstall of errand_work.hpp; the update is that of `device::stick_update_file`.
void update_work(const diagnostics::Bench& bench, const nlohmann::json& request, const device::Workshop::Tell& tell);

}  // namespace vestibule::staff
