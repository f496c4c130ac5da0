// child - posix_spawn with a pipe, and a deadline on reading it.
#include "kiosk/device/os/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace vestibule::device {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::size_t kTextMost_bytes = 64 * 1024;

std::vector<std::string> environment() {
    std::vector<std::string> kept{"LANG=C.UTF-8"};
    for (const char* name : {"PATH", "DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"}) {
        if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
    }
    return kept;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> all;
    for (std::string& word : words) all.push_back(word.data());
    all.push_back(nullptr);
    return all;
}

/// The child's output and errors go to the pipe, its input is empty.
Result<pid_t> start(std::vector<std::string> words, int into) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, into, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, into, STDERR_FILENO);
    std::vector<std::string> kept = environment();
    pid_t child = -1;
    const int code =
        posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(kept).data());
    posix_spawn_file_actions_destroy(&actions);
    if (code != 0) return Error{ErrorCode::FileUnreadable, words[0] + ": " + std::strerror(code)};
    return child;
}

/// Calls `told` for each whole line and keeps the rest.
void tell_lines(std::string& pending, const std::function<void(std::string_view)>& told) {
    for (std::size_t end = 0; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
        if (told) told(std::string_view(pending).substr(0, end));
    }
}

/// False when the time was over before the pipe's end.
bool read_all(int from, SteadyClock::time_point until, std::string& text,
              const std::function<void(std::string_view)>& told) {
    std::string pending;
    std::array<char, 4096> part{};
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now()).count();
        pollfd ready{from, POLLIN, 0};
        const int found = left > 0 ? poll(&ready, 1, static_cast<int>(left)) : 0;
        if (found < 0 && errno == EINTR) continue;
        if (found <= 0) return false;
        const ssize_t count = read(from, part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        const std::string_view came(part.data(), static_cast<std::size_t>(count));
        text += came.substr(0, kTextMost_bytes - std::min(text.size(), kTextMost_bytes));
        pending += came;
        tell_lines(pending, told);
    }
    pending += '\n';
    tell_lines(pending, told);
    return true;
}

}  // namespace

Result<ChildEnd> run_child(const std::vector<std::string>& words, std::chrono::seconds patience,
                           const std::function<void(std::string_view line)>& told) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return Error{ErrorCode::FileUnreadable, std::strerror(errno)};
    const auto child = start(words, ends[1]);
    close(ends[1]);
    if (!child) {
        close(ends[0]);
        return child.error();
    }
    ChildEnd end;
    const bool whole = read_all(ends[0], SteadyClock::now() + patience, end.text, told);
    close(ends[0]);
    if (!whole) kill(*child, SIGKILL);
    int status = 0;
    while (waitpid(*child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!whole) return Error{ErrorCode::TimedOut, words[0] + ": it was ended"};
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

}  // namespace vestibule::device
