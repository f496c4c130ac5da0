// client - one HTTP client on libcurl: TLS policy, deadlines, cancelling, progress; a POST is never repeated by itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::net {

enum class Method : std::uint8_t { Get, Post, Put, Delete };

struct Request {
    Method method = Method::Get;
    std::string url;  ///< https only; carries no patient data
    std::vector<std::pair<std::string, std::string>> headers;
    privacy::SecretText bearer;  ///< sent as Authorization: Bearer, when not empty
    std::string content_type;
    privacy::SecretBytes body;
    std::chrono::milliseconds deadline{15'000};    ///< for the whole exchange
    std::size_t answer_limit_bytes = 1024 * 1024;  ///< a longer answer is Nonsense
};

struct Response {
    int status = 0;
    std::string content_type;
    std::int64_t retry_after_s = -1;
    std::string etag{};
    privacy::SecretBytes body;
};

struct Progress {
    std::uint64_t sent_bytes = 0, send_total_bytes = 0;
    std::uint64_t received_bytes = 0;
};

using Ticket = std::uint64_t;
using Done = std::function<void(Result<Response>)>;
using OnProgress = std::function<void(const Progress&)>;

/// How servers are verified and reached.
struct Trust {
    std::string ca_file{};  ///< PEM; empty: the system's own
    /// SHA-256 of CAs' public keys (SPKI), 64 hexadecimal digits each, blanks between: only a chain that one of these,
    /// sent along by the server, stands in is believed, and `ca_file` where it is set. For a facility; empty: none.
    std::string ca_pin{};
    std::string client_certificate{};  ///< PEM; the kiosk's own, for the relay; empty: none
    std::string client_key{};          ///< PEM
    std::string proxy{};               ///< http://host:port; empty: none
    const drivers::Clock* clock = nullptr;  ///< whose time certificates are judged by; null: the system's
};

/// Runs requests on its own thread (curl multi). Callbacks come on that thread, exactly once for each ticket.
/// Errors given to Done: ClockNotSet (nothing is sent before the time can be believed), NameNotResolved, NotReachable,
/// NotTrusted, TimedOut, Nonsense, Cancelled, and OutcomeUnknown when a POST was sent but no complete answer came. An
/// HTTP status is not an error here.
class Client {
public:
    virtual ~Client() = default;
    virtual Ticket send(Request request, Done done, OnProgress progress = {}) = 0;
    /// Calls `then(true)` after the delay, or `then(false)` when it is cancelled first; exactly once too.
    virtual Ticket after(std::chrono::milliseconds delay, std::function<void(bool elapsed)> then) = 0;
    virtual void cancel(Ticket ticket) = 0;
    /// Cancels everything and forgets connections, TLS sessions and buffers; when it returns, every `Done` has been
    /// called. The destructor does so too. The caller holds no lock that a callback takes. Called from a callback, it
    /// returns at once and the network thread does the work next.
    virtual void forget() = 0;
};

std::unique_ptr<Client> make_client(Trust trust);

}  // namespace vestibule::net
