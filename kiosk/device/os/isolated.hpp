// isolated - runs pieces of work in processes of their own: one that hangs or crashes is reported, and never waited
// for.
#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vestibule::device {

struct Job {
    std::function<std::string()> work;  ///< runs in a child process; its text is the answer
    std::chrono::milliseconds deadline{};
    std::string holds{};  ///< jobs that hold the same thing do not run beside each other; empty: nothing
};

struct Outcome {
    enum class End : std::uint8_t {
        Done,
        Hung,        // it was killed at its deadline; a driver that cannot be interrupted keeps it a while longer
        Crashed,     // a signal, an exception, or an exit without an answer
        NotStarted,  // the time for all was over before its turn
    };
    End end = End::NotStarted;
    std::string text;
    int signal = 0;  ///< of a crash; 0: none
    std::chrono::milliseconds took{};
};

struct Limits {
    std::chrono::milliseconds all{};  ///< for all jobs together
    int at_once = 4;                  ///< most of them wait for a network or a device, not for a processor
    std::size_t answer_bytes = 4 * 1024 * 1024;
};

/// One outcome a job, in their order. To be called while the process has one thread only. `done` is told each outcome
/// as it comes.
std::vector<Outcome> run_isolated(std::span<const Job> jobs, const Limits& limits,
                                  const std::function<void(std::size_t, const Outcome&)>& done = {});

}  // namespace vestibule::device
