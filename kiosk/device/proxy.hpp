// proxy - the address of a web proxy, as settings, claims and staff give it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vestibule::device {

struct ProxyAddress {
    std::string host;  ///< a name or an address; an IPv6 address in brackets
    int port = 0;      ///< 1..65535
};

/// Reads "http://host:port" or "http://user:password@host:port", also with "/" behind it. The port must be there:
/// programs disagree on the one that is meant without it (80, 1080, 3128, 8080).
[[nodiscard]] std::optional<ProxyAddress> read_proxy(std::string_view url);

}  // namespace vestibule::device
