// network - which servers this kiosk needs, and what is judged of one.
#pragma once

#include "kiosk/diagnostics/test.hpp"
#include "kiosk/net/sight.hpp"

namespace vestibule::diagnostics {

/// One server as the kiosk itself would speak to it.
struct KnownServer {
    std::string host_port;
    net::Trust trust;
    bool is_public = true;  ///< not the facility's own, which may have the facility's own authority
    net::Ask ask = net::Ask::Headers;
};
/// Every server that the profiles, the settings and the enrolment name, each once; those of the profiles first.
[[nodiscard]] std::vector<KnownServer> servers_of(const Bench& bench);
/// "host:port" of each.
[[nodiscard]] std::vector<std::string> hosts_of(const Bench& bench);

/// `is_public`: the server is not the facility's, so its certificate should come from a public authority.
[[nodiscard]] Finding judge_server(const net::ServerSight& sight, bool is_public, drivers::WallTime now);

}  // namespace vestibule::diagnostics
