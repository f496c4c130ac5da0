// tls_channel - a verified TLS connection for a protocol without answers: bytes go out, and its end tells whether the
// other side has read them.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "kiosk/net/client.hpp"
#include "kiosk/net/plain_socket.hpp"

namespace vestibule::net {

class TlsChannel {
public:
    /// The same policy as the HTTP client's: TLS 1.2 or later, the server verified by name, the kiosk's own certificate
    /// shown. `patience` is for each step. Errors: ClockNotSet, NameNotResolved, NotReachable, NotTrusted.
    static Result<TlsChannel> connect(const HostPort& to, const Trust& trust, std::chrono::milliseconds patience);
    TlsChannel(TlsChannel&&) noexcept = default;
    TlsChannel& operator=(TlsChannel&&) = delete;
    ~TlsChannel();

    /// Errors: NotReachable; what of it was read is not known then.
    [[nodiscard]] Result<void> send(std::string_view bytes);
    /// Says that nothing more comes, and waits until the other side says the same: it has then read everything. One
    /// that ends the connection without a word counts too, if it has acknowledged every byte before. Errors:
    /// NotReachable, NotTrusted (TLS 1.3 tells only here that the kiosk's own certificate was refused).
    [[nodiscard]] Result<void> finish();

private:
    struct Tls;
    explicit TlsChannel(std::unique_ptr<Tls> tls);
    std::unique_ptr<Tls> tls_;
};

}  // namespace vestibule::net
