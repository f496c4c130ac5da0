// url - takes addresses apart, so that errors name a host and never a path, and pictures go only to hosts that are
// named.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::net {

/// "host:port" of an https address, in lower case with the port always there; nothing when it is not an https address,
/// cannot be parsed or carries a user name.
[[nodiscard]] std::optional<std::string> host_port(std::string_view url);

/// Is the address's host:port one of `hosts` ("host" means port 443)? No wildcards, no suffixes.
[[nodiscard]] bool host_allowed(std::string_view url, const std::vector<std::string>& hosts);

/// A server's id as one segment of a path: whatever is not unreserved is percent-encoded.
[[nodiscard]] std::string path_segment(std::string_view text);

/// Joins an address and a path with exactly one slash between.
[[nodiscard]] std::string join(std::string_view base, std::string_view path);

}  // namespace vestibule::net
