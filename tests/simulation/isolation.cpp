// isolation - fork, shared memory, and what the child's end means.
#include "tests/simulation/isolation.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>
#include <stdexcept>

namespace vestibule::simulation {

namespace {
constexpr unsigned kHangs_s = 20;  // one visit takes a thousandth of a second
}

void Notes::note(const std::string& text) {
    const std::size_t size = std::min(text.size(), violation.size() - 1);
    std::copy_n(text.begin(), size, violation.begin());
    violation[size] = '\0';
}

std::string Ended::sentence() const {
    if (!violation.empty()) return violation;
    if (signal == SIGALRM) return "a visit hangs";
    return fmt::format("the process died of signal {} ({})", signal, strsignal(signal));
}

void still_moving() {
    alarm(kHangs_s);
}

Isolation::Isolation() {
    void* memory = mmap(nullptr, sizeof(Notes), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
    notes_ = new (memory) Notes;
}

Isolation::~Isolation() {
    munmap(notes_, sizeof(Notes));
}

Ended Isolation::run(const std::function<void(Notes&)>& part, bool quiet) {
    notes_->violation[0] = '\0';
    notes_->move_count = 0;
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) {
        if (quiet) {
            const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
            dup2(nowhere, STDERR_FILENO);
            dup2(nowhere, STDOUT_FILENO);
        }
        still_moving();
        part(*notes_);
        std::fflush(nullptr);
        _exit(0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    Ended ended;
    if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
    ended.violation = notes_->violation.data();
    return ended;
}

}  // namespace vestibule::simulation
