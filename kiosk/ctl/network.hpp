// network - `vestibulectl network requirements`: every host that this kiosk must reach, ready for a firewall's ticket.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/device/config.hpp"
#include "kiosk/privacy/result.hpp"

namespace CLI {
class App;
}

namespace vestibule::ctl {

enum class Protocol : std::uint8_t { Tls, Proxy, Http, Time, Names };

/// One way out of the building.
struct Need {
    std::string host, port, purpose;
    bool patient_data = false;  ///< what passes there is a patient's
    Protocol protocol = Protocol::Tls;
};

/// From the configuration, its profiles, the enrolment and the network's plan in the state folder: servers over TLS,
/// sorted, each host and port once, then what else a network must let through. Errors: FileUnreadable, BadProfile,
/// BadConfiguration.
Result<std::vector<Need>> network_needs(const device::Config& config, const std::filesystem::path& state);
/// Of "http://host/path" or "http://host:port/path", as the page that a captive portal would hide is set.
[[nodiscard]] Need plain_page(std::string_view url);
/// Only TLS can be inspected, and must not be. Behind a proxy the servers over TLS are the proxy's to reach.
[[nodiscard]] std::string needs_table(const std::vector<Need>& needs, const std::string& proxy);
[[nodiscard]] std::string needs_json(const std::vector<Need>& needs, const std::string& proxy);

void add_network(CLI::App& app, int& code);

}  // namespace vestibule::ctl
