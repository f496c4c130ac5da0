// network - which servers this kiosk needs, and what is judged of one.
#pragma once

#include "kiosk/diagnostics/test.hpp"
#include "kiosk/net/sight.hpp"

namespace vestibule::diagnostics {

/// "host:port" of every server that the profiles name, each once.
[[nodiscard]] std::vector<std::string> hosts_of(const Bench& bench);

/// `is_public`: the server is not the facility's, so its certificate should come from a public authority.
[[nodiscard]] Finding judge_server(const net::ServerSight& sight, bool is_public, drivers::WallTime now);

}  // namespace vestibule::diagnostics
