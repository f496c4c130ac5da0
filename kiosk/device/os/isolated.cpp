// isolated - forks a child a job, reads its answer through a pipe, and kills it at its deadline.
#include "kiosk/device/os/isolated.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <utility>

namespace vestibule::device {

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Child {
    std::size_t job;
    int pid, pipe;
    SteadyClock::time_point began, deadline;
    std::string answer;
    bool too_long = false;
};

[[noreturn]] void be_child(const Job& job, int pipe, int parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);  // a connection that breaks is an answer, not an end
    if (getppid() != parent) _exit(1);
    // A library's chatter is no part of an answer.
    if (const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC); nothing >= 0) {
        for (int standard = 0; standard <= 2; ++standard) dup2(nothing, standard);
    }
    std::string answer;
    try {
        answer = job.work();
    } catch (...) {  // a library's: the parent tells that there was no answer
        _exit(1);
    }
    const char* at = answer.data();
    std::size_t left = answer.size();
    while (left > 0) {
        const ssize_t count = write(pipe, at, left);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) _exit(1);
        at += count;
        left -= static_cast<std::size_t>(count);
    }
    _exit(0);
}

class Pool {
public:
    Pool(std::span<const Job> jobs, const Limits& limits, const std::function<void(std::size_t, const Outcome&)>& done)
        : jobs_(jobs), limits_(limits), done_(done), outcomes_(jobs.size()), end_(SteadyClock::now() + limits.all) {}

    std::vector<Outcome> run() {
        for (std::size_t job = 0; job < jobs_.size(); ++job) waiting_.push_back(job);
        while (!waiting_.empty() || !children_.empty()) {
            if (SteadyClock::now() < end_) {
                start_some();
            } else {
                for (const std::size_t job : std::exchange(waiting_, {})) finish(job, {});
            }
            if (!children_.empty()) look();
        }
        return std::move(outcomes_);
    }

private:
    void start_some() {
        for (std::size_t i = 0; i < waiting_.size() && children_.size() < static_cast<std::size_t>(limits_.at_once);) {
            const std::size_t job = waiting_[i];
            const bool held = std::any_of(children_.begin(), children_.end(), [&](const Child& child) {
                return !jobs_[job].holds.empty() && jobs_[child.job].holds == jobs_[job].holds;
            });
            if (held) {
                ++i;
                continue;
            }
            waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
            start(job);
        }
    }

    void start(std::size_t job) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) return finish(job, {});
        std::fflush(nullptr);
        const auto now = SteadyClock::now();
        const int parent = getpid();
        const int pid = fork();
        if (pid == 0) be_child(jobs_[job], ends[1], parent);
        close(ends[1]);
        if (pid < 0) {
            close(ends[0]);
            return finish(job, {});
        }
        children_.push_back({job, pid, ends[0], now, std::min(now + jobs_[job].deadline, end_), {}});
    }

    void look() {
        std::vector<pollfd> wanted;
        auto soonest = children_.front().deadline;
        for (const Child& child : children_) {
            wanted.push_back({child.pipe, POLLIN, 0});
            soonest = std::min(soonest, child.deadline);
        }
        const auto left = std::chrono::ceil<milliseconds>(soonest - SteadyClock::now()).count();
        poll(wanted.data(), wanted.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
        for (std::size_t i = wanted.size(); i-- > 0;) {
            Child& child = children_[i];
            const bool ended = wanted[i].revents != 0 && !take(child);
            if (ended)
                reap(child);
            else if (SteadyClock::now() >= child.deadline)
                kill_off(child);
            else
                continue;
            children_.erase(children_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    /// False when there is nothing more to come.
    bool take(Child& child) {
        char part[4096];
        const ssize_t count = read(child.pipe, part, sizeof part);
        if (count < 0) return errno == EINTR || errno == EAGAIN;
        if (count == 0) return false;
        if (child.answer.size() + static_cast<std::size_t>(count) > limits_.answer_bytes) {
            child.too_long = true;
            kill(-child.pid, SIGKILL);
            return false;
        }
        child.answer.append(part, static_cast<std::size_t>(count));
        return true;
    }

    [[nodiscard]] static milliseconds age(const Child& child) {
        return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - child.began);
    }

    void reap(Child& child) {
        int status = 0;
        while (waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
        }
        close(child.pipe);
        kill(-child.pid, SIGKILL);  // whatever it may have started
        const bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !child.too_long;
        finish(child.job, {.end = good ? Outcome::End::Done : Outcome::End::Crashed,
                           .text = good ? std::move(child.answer) : std::string(),
                           .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                           .took = age(child)});
    }

    void kill_off(Child& child) {
        kill(-child.pid, SIGKILL);
        kill(child.pid, SIGKILL);
        close(child.pipe);
        waitpid(child.pid, nullptr, WNOHANG);  // one that sits in a driver is left to the system
        finish(child.job, {.end = Outcome::End::Hung, .text = {}, .signal = 0, .took = age(child)});
    }

    void finish(std::size_t job, Outcome outcome) {
        outcomes_[job] = std::move(outcome);
        if (done_) done_(job, outcomes_[job]);
    }

    std::span<const Job> jobs_;
    const Limits& limits_;
    const std::function<void(std::size_t, const Outcome&)>& done_;
    std::vector<Outcome> outcomes_;
    std::vector<std::size_t> waiting_;
    std::vector<Child> children_;
    SteadyClock::time_point end_;
};

}  // namespace

std::vector<Outcome> run_isolated(std::span<const Job> jobs, const Limits& limits,
                                  const std::function<void(std::size_t, const Outcome&)>& done) {
    return Pool(jobs, limits, done).run();
}

}  // namespace vestibule::device
