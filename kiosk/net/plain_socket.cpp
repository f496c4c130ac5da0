// plain_socket - names, connections and plain HTTP, each with a time after which it is given up.
#include "kiosk/net/plain_socket.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <memory>

#include "kiosk/net/sight.hpp"

namespace vestibule::net {

namespace {

using std::chrono::milliseconds;
using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Result<Addresses> resolve(const std::string& host, const char* port) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    // RFC 6761, 6.3: this name is the machine itself, whatever its hosts file says or lacks.
    const std::string asked = host == "localhost" ? "127.0.0.1" : host;
    const int code = getaddrinfo(asked.c_str(), port, &wanted, &found);
    if (code != 0) return Error{ErrorCode::NameNotResolved, host + ": " + gai_strerror(code)};
    return Addresses(found, freeaddrinfo);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::optional<HostPort> split_host_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    return HostPort{std::string(host), std::string(text.substr(colon + 1))};
}

Result<PlainSocket> PlainSocket::connect(const HostPort& to, milliseconds patience) {
    auto addresses = resolve(to.host, to.port.c_str());
    if (!addresses) return std::move(addresses).error();
    const timeval wait{.tv_sec = patience.count() / 1000, .tv_usec = patience.count() % 1000 * 1000};
    std::string why = "no address";
    for (const addrinfo* at = addresses->get(); at != nullptr; at = at->ai_next) {
        PlainSocket socket(::socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol));
        if (socket.handle_ < 0) continue;
        // Linux holds a connect to the sending limit too.
        setsockopt(socket.handle_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
        setsockopt(socket.handle_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        if (::connect(socket.handle_, at->ai_addr, at->ai_addrlen) == 0) return socket;
        why = errno == EINPROGRESS ? "no answer in time" : std::strerror(errno);
    }
    return Error{ErrorCode::NotReachable, to.host + ":" + to.port + ": " + why};
}

Result<PlainSocket> PlainSocket::through_proxy(const std::string& proxy, const HostPort& to, milliseconds patience) {
    constexpr std::string_view kScheme = "http://";
    std::string_view rest = proxy;
    if (!rest.starts_with(kScheme)) return Error{ErrorCode::BadOption, "the proxy is not http://host:port"};
    rest.remove_prefix(kScheme.size());
    // A name and password before '@' are the proxy's business; here only the connection is looked at.
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
    while (rest.ends_with('/')) rest.remove_suffix(1);
    const auto parts = split_host_port(rest);
    if (!parts) return Error{ErrorCode::BadOption, "the proxy is not http://host:port"};
    auto socket = connect(*parts, patience);
    if (!socket) return Error(std::move(socket).error()).within("the proxy");
    const std::string target = to.host + ":" + to.port;
    const bool sent = socket->send("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
    const auto status = sent ? http_status(socket->receive(16 * 1024, "\r\n\r\n")) : std::nullopt;
    if (status != 200) {
        return Error{ErrorCode::NotReachable, "the proxy answers " + (status ? std::to_string(*status) : "nothing") +
                                                  (status == 407 ? " (it wants a name and password)" : "")};
    }
    return socket;
}

PlainSocket::PlainSocket(PlainSocket&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

PlainSocket::~PlainSocket() {
    if (handle_ >= 0) close(handle_);
}

bool PlainSocket::send(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t count = ::send(handle_, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string PlainSocket::receive(std::size_t most_bytes, std::string_view until) const {
    std::string all;
    char part[2048];
    while (all.size() < most_bytes && (until.empty() || all.find(until) == std::string::npos)) {
        const ssize_t count = recv(handle_, part, sizeof part, 0);
        if (count <= 0) break;
        all.append(part, static_cast<std::size_t>(count));
    }
    return all;
}

std::optional<int> http_status(std::string_view head) {
    if (!head.starts_with("HTTP/1.") || head.size() < 12 || head[8] != ' ') return std::nullopt;
    int status = 0;
    for (const char c : head.substr(9, 3)) {
        if (c < '0' || c > '9') return std::nullopt;
        status = status * 10 + (c - '0');
    }
    return status;
}

std::optional<std::string> http_header(std::string_view head, std::string_view lower_case_name) {
    head = head.substr(0, head.find("\r\n\r\n"));
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
        const std::size_t end = std::min(head.find("\r\n", at + 2), head.size());
        const std::string_view line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(':');
        if (colon == lower_case_name.size() && std::equal(lower_case_name.begin(), lower_case_name.end(), line.begin(),
                                                          [](char a, char b) { return a == lower(b); })) {
            std::string_view value = line.substr(colon + 1);
            while (value.starts_with(' ')) value.remove_prefix(1);
            while (value.ends_with(' ')) value.remove_suffix(1);
            return std::string(value);
        }
        at = end == head.size() ? std::string_view::npos : end;
    }
    return std::nullopt;
}

std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) {
    std::tm parts{};
    const std::string copy(text);
    const char* end = strptime(copy.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

Result<std::vector<std::string>> look_up(const std::string& host) {
    auto addresses = resolve(host, nullptr);
    if (!addresses) return std::move(addresses).error();
    std::vector<std::string> all;
    for (const addrinfo* at = addresses->get(); at != nullptr; at = at->ai_next) {
        char text[INET6_ADDRSTRLEN];
        const void* bytes = at->ai_family == AF_INET
                                ? static_cast<const void*>(&reinterpret_cast<sockaddr_in*>(at->ai_addr)->sin_addr)
                                : &reinterpret_cast<sockaddr_in6*>(at->ai_addr)->sin6_addr;
        if (inet_ntop(at->ai_family, bytes, text, sizeof text) != nullptr) all.emplace_back(text);
    }
    return all;
}

Result<PlainAnswer> ask_plainly(const std::string& url, milliseconds patience) {
    constexpr std::string_view kScheme = "http://";
    if (!url.starts_with(kScheme)) return Error{ErrorCode::BadOption, "not a plain http:// address"};
    const std::string rest = url.substr(kScheme.size());
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string authority = rest.substr(0, slash);
    const auto parts = split_host_port(authority.find(':') == std::string::npos ? authority + ":80" : authority);
    if (!parts) return Error{ErrorCode::BadOption, "not a plain http:// address"};
    auto socket = PlainSocket::connect(*parts, patience);
    if (!socket) return std::move(socket).error();
    socket->send("GET " + (slash == rest.size() ? "/" : rest.substr(slash)) + " HTTP/1.1\r\nHost: " + authority +
                 "\r\nConnection: close\r\n\r\n");
    const std::string answer = socket->receive(64 * 1024);
    const auto status = http_status(answer);
    const std::size_t body = answer.find("\r\n\r\n");
    if (!status || body == std::string::npos) return Error{ErrorCode::Nonsense, parts->host};
    return PlainAnswer{*status, http_header(answer, "location").value_or(""), answer.substr(body + 4)};
}

}  // namespace vestibule::net
