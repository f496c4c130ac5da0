// proxy - takes a proxy's address apart.
#include "kiosk/device/proxy.hpp"

#include <charconv>

namespace vestibule::device {

std::optional<ProxyAddress> read_proxy(std::string_view url) {
    constexpr std::string_view kScheme = "http://";
    if (!url.starts_with(kScheme)) return std::nullopt;
    url.remove_prefix(kScheme.size());
    if (url.ends_with('/')) url.remove_suffix(1);
    // A password may hold an '@' of its own.
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
    const std::size_t colon = url.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    ProxyAddress proxy{.host = std::string(url.substr(0, colon))};
    const bool bracketed = proxy.host.front() == '[' && proxy.host.back() == ']';
    if (proxy.host.find_first_of(bracketed ? " /?#" : " /?#:[]") != std::string::npos) return std::nullopt;
    const std::string_view port = url.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), proxy.port);
    if (error != std::errc() || end != port.data() + port.size() || proxy.port < 1 || proxy.port > 65535)
        return std::nullopt;
    return proxy;
}

}  // namespace vestibule::device
