// answer - what an HTTP status means.
#include "kiosk/net/answer.hpp"

#include <fmt/format.h>

#include "kiosk/net/url.hpp"

namespace vestibule::net {

Error status_error(std::string_view url, const Response& response, std::string_view word) {
    const bool trouble = response.status >= 500 || response.status == 429 || response.status == 408;
    std::string context = fmt::format("{} answered {}", host_port(url).value_or("?"), response.status);
    if (!word.empty()) context += fmt::format(" {}", word);
    if (response.retry_after_s >= 0) context += fmt::format(", retry after {} s", response.retry_after_s);
    return {trouble ? ErrorCode::ServerTrouble : ErrorCode::Refused, std::move(context)};
}

std::optional<std::chrono::seconds> asked_to_wait(const Response& response) {
    if (response.status != 429 && response.status != 503) return std::nullopt;
    return std::chrono::seconds(response.retry_after_s >= 0 ? response.retry_after_s : 1);
}

}  // namespace vestibule::net
