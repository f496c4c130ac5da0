// helper - a stand-in for `vestibule` under a parent: ends as it is told, or waits to be stopped.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

#include "kiosk/device/os/forever.hpp"

namespace {

constexpr int kWrongOption = 64;

/// Appends one character; the file's length is the number of starts.
long note(const std::string& file, char mark) {
    const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    struct stat now {};
    const bool written = out >= 0 && write(out, &mark, 1) == 1 && fstat(out, &now) == 0;
    if (out >= 0) close(out);
    return written ? now.st_size : -1;
}

volatile std::sig_atomic_t asked_to_stop = 0;
void stop(int) {
    asked_to_stop = 1;
}

/// Says 'w' when it waits and 't' when SIGTERM has come.
int wait_to_be_stopped(const std::string& file) {
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    struct sigaction action {};
    action.sa_handler = stop;
    sigaction(SIGTERM, &action, nullptr);
    note(file, 'w');
    while (asked_to_stop == 0) sigsuspend(&before);
    note(file, 't');
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string verb = argc > 1 ? argv[1] : "";
    if (verb == "parent" && argc > 2) return vestibule::device::run_forever(argv[2], {argv + 3, argv + argc});
    if (verb == "end" && argc == 5) {  // end FILE CODE STARTS: ends with CODE, at the last start for good
        return note(argv[2], 'x') >= std::atol(argv[4]) ? kWrongOption : std::atoi(argv[3]);
    }
    if (verb == "crash" && argc == 3) {
        note(argv[2], 'x');
        std::abort();
    }
    if (verb == "wait" && argc == 3) return wait_to_be_stopped(argv[2]);
    if (verb == "idle") {
        for (;;) pause();
    }
    return kWrongOption;
}
