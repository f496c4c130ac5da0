// answer - what an HTTP status means when it is not the one that was hoped for; told with the host, never with a value.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/net/client.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::net {

/// Refused for 3xx and 4xx, ServerTrouble for 5xx, 408 and 429 (with its Retry-After); `word` is a reason out of the
/// protocol's own closed set, or empty.
[[nodiscard]] Error status_error(std::string_view url, const Response& response, std::string_view word = {});

/// Seconds to wait before a GET may be asked again after a 429 or 503; nothing for other answers.
[[nodiscard]] std::optional<std::chrono::seconds> asked_to_wait(const Response& response);

}  // namespace vestibule::net
