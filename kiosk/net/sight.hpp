// sight - looks at a server as a technician would: its name, its port, its certificate and its clock; sends nothing of
// anybody's. Only diagnostics use it: whatever is sent for a patient goes through the client.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/net/client.hpp"

namespace vestibule::net {

/// The addresses of a host, IPv4 and IPv6. Errors: NameNotResolved.
Result<std::vector<std::string>> look_up(const std::string& host);

struct ServerSight {
    bool trusted = false;
    std::string problem;       ///< why it is not trusted
    std::string issuer;        ///< of the server's certificate, and who stands at the chain's end
    bool public_root = false;  ///< the computer's own authorities trust it too, not only the site's
    std::chrono::sys_seconds good_until{};
    std::string protocol;                              ///< "TLSv1.3"
    std::chrono::milliseconds connected{}, greeted{};  ///< how long TCP and TLS took
    std::optional<std::chrono::sys_seconds> date;      ///< the server's, from its answer; only of one that is trusted
    std::optional<int> status;
};

/// A log server would keep whatever it is asked.
enum class Ask : std::uint8_t { Headers, Nothing };

/// Connects, through the proxy if there is one, greets, and asks a trusted server for nothing but its headers.
/// `host_port` is "host:port". Errors: NameNotResolved, NotReachable (also: the proxy refuses), NotTrusted.
Result<ServerSight> look_at(const std::string& host_port, const Trust& trust, std::chrono::milliseconds patience,
                            Ask ask = Ask::Headers);

struct PlainAnswer {
    int status = 0;
    std::string location, body;
};
/// A plain http:// page, as a captive portal would answer it. Errors: BadOption, NameNotResolved, NotReachable,
/// Nonsense.
Result<PlainAnswer> ask_plainly(const std::string& url, std::chrono::milliseconds patience);

/// An HTTP date (RFC 9110 5.6.7) of the form that servers send.
[[nodiscard]] std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text);

}  // namespace vestibule::net
