// hand_client - one connection, one packet there, one packet back.
#include "kiosk/device/os/hand_client.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace vestibule::hand {

namespace {

constexpr timeval kAnswerWithin{.tv_sec = 6, .tv_usec = 0};  // a power cycle takes two, on a loaded machine three

Error failed(const std::string& what) {
    return {ErrorCode::HandFailed, what};
}

std::string last_problem() {
    return std::strerror(errno);
}

/// Ends itself.
struct Connection {
    int file = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    Connection() = default;
    ~Connection() {
        if (file >= 0) close(file);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
};

}  // namespace

Result<void> ask_hand(const Request& request, const std::filesystem::path& socket, bool* may_be_done) {
    bool unasked = false;
    bool& may_be = may_be_done != nullptr ? *may_be_done : unasked;
    may_be = false;
    const Connection connection;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (connection.file < 0) return failed(last_problem());
    if (path.size() >= sizeof address.sun_path) return failed(path + ": too long a name");
    std::memcpy(address.sun_path, path.c_str(), path.size());
    if (connect(connection.file, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return failed(path + ": " + last_problem());
    setsockopt(connection.file, SOL_SOCKET, SO_RCVTIMEO, &kAnswerWithin, sizeof kAnswerWithin);
    std::string text = write_request(request);
    const bool sent =
        send(connection.file, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    const int problem = errno;
    explicit_bzero(text.data(), text.size());  // it may hold a key
    errno = problem;
    if (!sent) return failed(path + ": " + last_problem());
    may_be = true;
    std::array<char, 128> answer{};
    ssize_t length = -1;
    do {
        length = recv(connection.file, answer.data(), answer.size(), 0);
    } while (length < 0 && errno == EINTR);  // what was asked is being done: a second asking would do it twice
    if (length < 0) return failed("no answer: " + last_problem());
    const std::string_view said(answer.data(), static_cast<std::size_t>(length));
    if (said == "ok") return {};
    may_be = length == 0;
    return failed(length == 0 ? "it ended without an answer" : std::string(said));
}

}  // namespace vestibule::hand
