// forever - forks, executes, waits; passes a request to stop on to the child.
#include "kiosk/device/os/forever.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>

#include "kiosk/device/budget.hpp"

namespace vestibule::device {

namespace {

volatile std::sig_atomic_t stop_signal = 0;
volatile std::sig_atomic_t child_pid = 0;

void pass_on(int signal) {
    stop_signal = signal;
    if (child_pid > 0) kill(static_cast<pid_t>(child_pid), SIGTERM);
}

[[noreturn]] void become(const std::string& program, const std::vector<std::string>& arguments) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // without its parent a child would be one that nobody stops
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(program.c_str(), argv.data());
    std::perror("vestibule: cannot start the next visit");
    _exit(kDeviceFault);
}

int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// What the last child said with its end: its exit code, or 128 and its signal as a shell counts.
int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Holds SIGTERM and SIGINT back while it lives: one that came between fork and exec would be lost on both sides.
class Held {
public:
    Held() {
        sigset_t stopping;
        sigemptyset(&stopping);
        sigaddset(&stopping, SIGTERM);
        sigaddset(&stopping, SIGINT);
        sigprocmask(SIG_BLOCK, &stopping, &before_);
    }
    ~Held() { release(); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    void release() const { sigprocmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

int run_child(const std::string& program, std::vector<std::string> arguments,
              const std::vector<std::string>& more = {}) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    pid_t child = 0;
    {
        const Held held;
        child = fork();
        if (child == 0) {
            std::signal(SIGTERM, SIG_DFL);
            std::signal(SIGINT, SIG_DFL);
            held.release();
            become(program, arguments);
        }
        if (child > 0) child_pid = child;
    }
    if (child < 0) return kDeviceFault;
    if (stop_signal != 0) kill(child, SIGTERM);
    const int status = wait_for(child);
    child_pid = 0;
    return code_of(status);
}

}  // namespace

int run_forever(const std::string& program, const std::vector<std::string>& arguments, const std::string& notice,
                const std::vector<std::string>& staff) {
    struct sigaction action {};
    action.sa_handler = pass_on;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    Budget budget;
    // However technician mode ends, patients are served again.
    const auto let_in = [&](int code) {
        if (code != kStaffAsked || staff.empty() || stop_signal != 0) return false;
        run_child(program, arguments, staff);
        return true;
    };
    while (stop_signal == 0) {
        const int code = run_child(program, arguments);
        if (stop_signal != 0) break;
        if (let_in(code)) continue;
        budget.ended(code, std::chrono::duration_cast<std::chrono::seconds>(
                               std::chrono::steady_clock::now().time_since_epoch()));
        if (stays_wrong(code)) return code;
        if (budget.out_of_service() == 0) continue;
        if (notice.empty()) {
            std::fputs("vestibule: too many failures within a minute; giving up\n", stderr);
            return kDeviceFault;
        }
        let_in(run_child(program, arguments, {notice, std::to_string(code)}));
        budget.rested();
    }
    return 0;
}

}  // namespace vestibule::device
