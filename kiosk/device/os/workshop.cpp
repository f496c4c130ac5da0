// workshop - a loop that reads requests and forks a child for each; lines go both ways over one socket pair.
#include "kiosk/device/os/workshop.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <utility>

namespace vestibule::device {

namespace {

constexpr int kLookAgain_ms = 50;

bool send_all(int socket, std::string_view text) {
    while (!text.empty()) {
        const ssize_t sent = send(socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// Takes the whole lines out of what was received.
std::vector<std::string> take_lines(std::string& received) {
    std::vector<std::string> lines;
    for (std::size_t end; (end = received.find('\n')) != std::string::npos; received.erase(0, end + 1)) {
        if (end > 0) lines.push_back(received.substr(0, end));
    }
    return lines;
}

/// False when the other side is gone.
bool receive(int socket, int wait_ms, std::string& received) {
    pollfd one{.fd = socket, .events = POLLIN, .revents = 0};
    if (poll(&one, 1, wait_ms) <= 0) return true;
    char part[4096];
    const ssize_t count = recv(socket, part, sizeof part, MSG_DONTWAIT);
    if (count > 0) received.append(part, static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

int begin(int socket, const Workshop::Work& work, const std::string& request) {
    const int parent = getpid();
    const int child = fork();
    if (child != 0) return child;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    try {
        work(request, [socket](const std::string& line) { (void)send_all(socket, line + "\n"); });
    } catch (...) {  // a library's: that there is no answer is the answer
        _exit(1);
    }
    _exit(0);
}

}  // namespace

void Workshop::be(int socket, const Work& work) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGTERM, SIG_IGN);  // systemd tells every process of the unit; this one ends with its parent
    std::signal(SIGINT, SIG_IGN);
    std::deque<std::string> waiting;
    std::string received;
    int child = 0;
    for (;;) {
        if (!receive(socket, kLookAgain_ms, received)) _exit(0);
        for (std::string& line : take_lines(received)) {
            if (line[0] != kStop)
                waiting.push_back(std::move(line));
            else if (child > 0)
                kill(child, SIGKILL);
        }
        if (child > 0 && waitpid(child, nullptr, WNOHANG) == child) {
            child = 0;
            // A child that was killed may have been in the middle of a line.
            if (!send_all(socket, std::string("\n") + kEnd + "\n")) _exit(0);
        }
        if (child > 0 || waiting.empty()) continue;
        child = begin(socket, work, waiting.front());
        waiting.pop_front();
    }
}

Result<Workshop> Workshop::open(Work work) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return Error{ErrorCode::FileUnreadable, std::string("the workshop: ") + std::strerror(errno)};
    const int child = fork();
    if (child == 0) {
        close(ends[0]);
        be(ends[1], work);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return Error{ErrorCode::FileUnreadable, std::string("the workshop: ") + std::strerror(errno)};
    }
    return Workshop(ends[0], child);
}

Workshop::Workshop(Workshop&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      pid_(std::exchange(other.pid_, -1)),
      received_(std::move(other.received_)) {}

Workshop::~Workshop() {
    if (socket_ >= 0) ::close(socket_);
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

bool Workshop::ask(const std::string& request) {
    return socket_ >= 0 && send_all(socket_, request + "\n");
}

std::vector<std::string> Workshop::heard() {
    if (socket_ < 0) return {};
    for (std::size_t before = received_.size() + 1; before != received_.size();) {
        before = received_.size();
        if (receive(socket_, 0, received_)) continue;
        ::close(std::exchange(socket_, -1));
        break;
    }
    return take_lines(received_);
}

}  // namespace vestibule::device
