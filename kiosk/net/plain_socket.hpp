// plain_socket - a TCP connection that gives up in time, for looking at servers; and the few lines of HTTP that this
// needs.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::net {

struct HostPort {
    std::string host, port;
};
[[nodiscard]] std::optional<HostPort> split_host_port(std::string_view text);

class PlainSocket {
public:
    /// Errors: NameNotResolved, NotReachable, TimedOut.
    static Result<PlainSocket> connect(const HostPort& to, std::chrono::milliseconds patience);
    /// A tunnel. `proxy` is "http://host:port". Also NotReachable when the proxy refuses; its status is named.
    static Result<PlainSocket> through_proxy(const std::string& proxy, const HostPort& to,
                                             std::chrono::milliseconds patience);
    PlainSocket(PlainSocket&& other) noexcept;
    PlainSocket& operator=(PlainSocket&&) = delete;
    ~PlainSocket();

    [[nodiscard]] int handle() const { return handle_; }
    bool send(std::string_view text) const;
    /// Until the other side ends, or `until` stands in what came, or so many bytes are there.
    [[nodiscard]] std::string receive(std::size_t most_bytes, std::string_view until = {}) const;

private:
    explicit PlainSocket(int handle) : handle_(handle) {}
    int handle_;
};

[[nodiscard]] std::optional<int> http_status(std::string_view head);
[[nodiscard]] std::optional<std::string> http_header(std::string_view head, std::string_view lower_case_name);

}  // namespace vestibule::net
