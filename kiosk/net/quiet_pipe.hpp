// quiet_pipe - a server that hangs up must not end the process: OpenSSL writes without asking for silence.
#pragma once

#include <csignal>
#include <ctime>

namespace vestibule::net {

/// Keeps SIGPIPE from this thread for as long as it lives.
class QuietPipe {
public:
    QuietPipe() {
        sigemptyset(&pipe_);
        sigaddset(&pipe_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~QuietPipe() {
        const timespec at_once{};
        if (sigismember(&before_, SIGPIPE) == 0) sigtimedwait(&pipe_, nullptr, &at_once);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    QuietPipe(const QuietPipe&) = delete;
    QuietPipe& operator=(const QuietPipe&) = delete;

private:
    sigset_t pipe_{}, before_{};
};

}  // namespace vestibule::net
