// turn - reads and writes the budget in the runtime folder, and becomes the program that is next.
#include "kiosk/device/os/turn.hpp"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace vestibule::device {

namespace {

constexpr int kUsage = 64;
constexpr int kSignalled = 128;  // as a shell counts

std::chrono::seconds since_start() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch());
}

Budget read_budget(const std::filesystem::path& folder) {
    std::ifstream stream(folder / kBudgetFile);
    return Budget::read(std::string(std::istreambuf_iterator<char>(stream), {}));
}

/// A budget that cannot be kept must not turn into endless starts, so the caller is told.
bool write_budget(const std::filesystem::path& folder, const Budget& budget) {
    const std::filesystem::path fresh = folder / (std::string(kBudgetFile) + ".new");
    {
        std::ofstream stream(fresh, std::ios::trunc);
        stream << budget.text();
        if (!stream.flush()) return false;
    }
    std::error_code error;
    std::filesystem::rename(fresh, folder / kBudgetFile, error);
    return !error;
}

int become(std::vector<std::string> words) {
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(argv.front(), argv.data());
    std::fprintf(stderr, "vestibule-next: cannot start %s: %s\n", argv.front(), std::strerror(errno));
    return kDeviceFault;
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

int ended_with(const std::string& exit_code, const std::string& exit_status) {
    int number = 0;
    const auto read = std::from_chars(exit_status.data(), exit_status.data() + exit_status.size(), number);
    if (read.ec == std::errc()) return exit_code == "exited" ? number : kSignalled + number;
    for (int signal = 1; signal < NSIG; ++signal) {
        const char* name = sigabbrev_np(signal);
        if (name != nullptr && exit_status == name) return kSignalled + signal;
    }
    return kDeviceFault;  // it could not even be started
}

int take_turn(const std::filesystem::path& folder, const std::vector<std::string>& words) {
    const std::string verb = words.empty() ? "" : words.front();
    const std::vector<std::string> program(words.empty() ? words.end() : words.begin() + 1, words.end());
    Budget budget = read_budget(folder);
    if (verb == "run" && !program.empty()) {
        return budget.out_of_service() != 0 ? kOutOfService : become(program);
    }
    if (verb == "rest" && !program.empty()) {
        std::vector<std::string> told = program;
        told.push_back(std::to_string(budget.out_of_service() != 0 ? budget.out_of_service() : kOutOfService));
        told.push_back(std::to_string(budget.rest().count()));
        return become(std::move(told));
    }
    if (verb == "ended" && program.empty()) {
        // Whoever stops the service asks it to end: that is no failure, even where it had no time to answer.
        const bool stopped = environment("SERVICE_RESULT") == "success";
        budget.ended(stopped ? kErased : ended_with(environment("EXIT_CODE"), environment("EXIT_STATUS")),
                     since_start());
        return write_budget(folder, budget) ? 0 : kDeviceFault;
    }
    if (verb == "rested" && program.empty()) {
        budget.rested();
        return write_budget(folder, budget) ? 0 : kDeviceFault;
    }
    std::fputs("vestibule-next: run PROGRAM [OPTION...] | ended | rest PROGRAM [OPTION...] | rested\n", stderr);
    return kUsage;
}

}  // namespace vestibule::device
