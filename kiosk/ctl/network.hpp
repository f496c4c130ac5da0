// network - `vestibulectl network requirements`: every host that this kiosk must reach, ready for a firewall's ticket.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/config.hpp"
#include "kiosk/privacy/result.hpp"

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// One way out of the building.
struct Need {
    std::string host, port, purpose;
    bool patient_data = false;  ///< what passes there is a patient's
};

/// From the configuration, its profiles and the enrolment in the state folder, sorted, each host and port once.
/// Errors: FileUnreadable, BadProfile.
Result<std::vector<Need>> network_needs(const device::Config& config, const std::filesystem::path& state);
[[nodiscard]] std::string needs_table(const std::vector<Need>& needs, const std::string& proxy);
[[nodiscard]] std::string needs_json(const std::vector<Need>& needs, const std::string& proxy);

void add_network(CLI::App& app, int& code);

}  // namespace vestibule::ctl
