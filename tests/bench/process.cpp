// process - /proc, a process at a time, and the starting and ending of programs.
#include "tests/bench/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace vestibule::bench {

namespace {

constexpr std::chrono::milliseconds kEndPatience{5'000};
constexpr std::chrono::milliseconds kLook{10};

std::string proc(pid_t pid) {
    return "/proc/" + std::to_string(pid);
}

std::string read(const std::string& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// The number after a name such as "VmRSS:"; 0 if it is not there.
double number_after(const std::string& text, const std::string& name) {
    const std::size_t at = text.find(name);
    return at == std::string::npos ? 0 : std::atof(text.c_str() + at + name.size());
}

std::vector<pid_t> threads_of(pid_t pid) {
    std::vector<pid_t> threads;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(proc(pid) + "/task", error)) {
        threads.push_back(std::atoi(entry.path().filename().c_str()));
    }
    return threads;
}

}  // namespace

Program::Program(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment) {
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    started_ = Clock::now();
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("cannot start " + command.front());
    if (pid_ > 0) {
        setpgid(pid_, pid_);
        return;
    }
    setpgid(0, 0);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nowhere, STDOUT_FILENO);
    if (std::getenv("VESTIBULE_BENCH_VERBOSE") == nullptr) dup2(nowhere, STDERR_FILENO);
    execvp(argv[0], argv.data());
    _exit(127);
}

Program::~Program() {
    if (pid_ <= 0) return;
    kill(-pid_, SIGTERM);
    const auto until = Clock::now() + kEndPatience;
    while (waitpid(pid_, nullptr, WNOHANG) == 0) {
        if (Clock::now() > until) kill(-pid_, SIGKILL);
        std::this_thread::sleep_for(kLook);
    }
    kill(-pid_, SIGKILL);  // helpers that outlive their parent
}

pid_t child_of(pid_t pid) {
    const std::string children = read(proc(pid) + "/task/" + std::to_string(pid) + "/children");
    return children.empty() ? -1 : std::atoi(children.c_str());
}

std::vector<pid_t> family(pid_t pid) {
    std::vector<pid_t> all{pid};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const pid_t parent = all[i];  // the vector grows
        for (const pid_t thread : threads_of(parent)) {
            std::istringstream children(read(proc(parent) + "/task/" + std::to_string(thread) + "/children"));
            for (pid_t child = 0; children >> child;) all.push_back(child);
        }
    }
    return all;
}

Effort effort_of_thread(pid_t pid, pid_t thread) {
    const std::string folder = proc(pid) + "/task/" + std::to_string(thread);
    // Nanoseconds on a processor; the ticks of `stat` would be 10 ms each.
    const double ran_ms = std::atof(read(folder + "/schedstat").c_str()) / 1e6;
    const auto wakes = static_cast<long>(number_after(read(folder + "/status"), "\nvoluntary_ctxt_switches:"));
    if (ran_ms > 0) return {ran_ms, wakes};
    const std::string stat = read(folder + "/stat");
    const std::size_t bracket = stat.rfind(')');
    if (bracket == std::string::npos) return {};
    std::istringstream fields(stat.substr(bracket + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return {(user + system) * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK)), wakes};
}

Effort effort_of(const std::vector<pid_t>& processes) {
    Effort sum;
    for (const pid_t pid : processes) {
        // The process's own clock: threads that have ended still count.
        clockid_t clock{};
        timespec ran{};
        if (clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &ran) == 0) {
            sum.cpu_ms += static_cast<double>(ran.tv_sec) * 1e3 + static_cast<double>(ran.tv_nsec) / 1e6;
        }
        for (const pid_t thread : threads_of(pid)) sum.wakes += effort_of_thread(pid, thread).wakes;
    }
    return sum;
}

Memory memory_of(const std::vector<pid_t>& processes) {
    Memory sum;
    for (const pid_t pid : processes) {
        sum.rss_mib += number_after(read(proc(pid) + "/status"), "VmRSS:") / 1024;
        sum.pss_mib += number_after(read(proc(pid) + "/smaps_rollup"), "\nPss:") / 1024;
    }
    return sum;
}

int watch(pid_t pid) {
    const int pidfd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    if (pidfd < 0) throw std::runtime_error("cannot watch a process");
    return pidfd;
}

Clock::time_point wait_for_end(int pidfd, std::chrono::milliseconds patience) {
    pollfd waiting{.fd = pidfd, .events = POLLIN, .revents = 0};
    const int ended = poll(&waiting, 1, static_cast<int>(patience.count()));
    const auto now = Clock::now();
    close(pidfd);
    if (ended <= 0) throw std::runtime_error("a process did not end");
    return now;
}

}  // namespace vestibule::bench
