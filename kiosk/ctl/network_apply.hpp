// network_apply - `vestibulectl network apply`: root tells the system's own programs what the kiosk's plan says.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/network/plan.hpp"
#include "kiosk/privacy/result.hpp"

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// The site's plan with this kiosk's own laid over it. Errors: BadConfiguration, FileUnreadable.
Result<device::NetworkPlan> network_plan(const std::filesystem::path& state);

/// Writes what the site's plan and this kiosk's own say below `run`, each file whole, and removes what no plan says any
/// more; a plan with an error changes nothing. True where something is different now. Errors: BadConfiguration,
/// FileUnreadable.
Result<bool> write_network_files(const std::filesystem::path& state, const std::filesystem::path& run);

void add_network_apply(CLI::App& network, int& code);

}  // namespace vestibule::ctl
