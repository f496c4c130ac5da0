// process - starts what is measured, and reads from /proc what it takes: processor time, memory, wake-ups.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/screen.hpp"

namespace vestibule::bench {

/// A program that runs until this object goes; its whole process group goes with it.
class Program {
public:
    Program(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] Clock::time_point started() const { return started_; }

private:
    pid_t pid_ = -1;
    Clock::time_point started_;
};

/// A process and all that descend from it.
[[nodiscard]] std::vector<pid_t> family(pid_t pid);
/// The only child of a process; -1 if there is none.
[[nodiscard]] pid_t child_of(pid_t pid);

/// Processor time and voluntary wake-ups so far, of one thread or of whole processes.
struct Effort {
    double cpu_ms = 0;
    long wakes = 0;
};
[[nodiscard]] Effort effort_of_thread(pid_t pid, pid_t thread);
[[nodiscard]] Effort effort_of(const std::vector<pid_t>& processes);

/// Resident memory; pss counts what is shared with others by its share (0 if the system does not tell).
struct Memory {
    double rss_mib = 0, pss_mib = 0;
};
[[nodiscard]] Memory memory_of(const std::vector<pid_t>& processes);

/// Waits for the end of a process that need not be a child; when it was noticed.
[[nodiscard]] Clock::time_point wait_for_end(int pidfd, std::chrono::milliseconds patience);
[[nodiscard]] int watch(pid_t pid);

}  // namespace vestibule::bench
