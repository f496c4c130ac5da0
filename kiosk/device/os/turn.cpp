// turn - reads and writes the budget in the runtime folder, and becomes the program that is next.
#include "kiosk/device/os/turn.hpp"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kiosk/device/os/page_file.hpp"

namespace vestibule::device {

namespace {

constexpr int kUsage = 64;
constexpr int kSignalled = 128;  // as a shell counts

std::chrono::seconds since_start() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch());
}

Budget read_budget(const std::filesystem::path& folder) {
    return Budget::read(PageFile(folder / kBudgetFile).read().value_or(""));
}

/// A budget that cannot be kept must not turn into endless starts, so the caller is told.
bool write_budget(const std::filesystem::path& folder, const Budget& budget) {
    return PageFile(folder / kBudgetFile).write(budget.text()).ok();
}

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// What is said goes to the system's log.
void reboot_for_erasure(const TurnPlaces& places) {
    switch (reboot_once(places.state_folder, places.hand_socket)) {
        case Rebooting::Asked:
            std::fputs("vestibule-next: erasure was not proved; the machine is rebooted\n", stderr);
            return;
        case Rebooting::Spent:
            std::fputs("vestibule-next: erasure was not proved again after a reboot; out of service\n", stderr);
            return;
        case Rebooting::NotKept:
            std::fputs("vestibule-next: no reboot, since it could not be noted; out of service\n", stderr);
            return;
        case Rebooting::NotHeard:
            std::fputs("vestibule-next: the root helper did not reboot the machine; out of service\n", stderr);
            return;
    }
}

int count_end(const TurnPlaces& places, Budget budget) {
    // Whoever stops the service asks it to end: that is no failure, even where it had no time to answer.
    const bool stopped = environment("SERVICE_RESULT") == "success";
    const int code = stopped ? kErased : ended_with(environment("EXIT_CODE"), environment("EXIT_STATUS"));
    budget.ended(code, since_start());
    const bool written = write_budget(places.runtime_folder, budget);
    if (code == kNotErased) reboot_for_erasure(places);
    if (code == kErased) (void)reboot_helped(places.state_folder, since_start());
    return written ? 0 : kDeviceFault;
}

int become(std::vector<std::string> words) {
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(argv.front(), argv.data());
    std::fprintf(stderr, "vestibule-next: cannot start %s: %s\n", argv.front(), std::strerror(errno));
    return kDeviceFault;
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

int take_turn(const TurnPlaces& places, const std::vector<std::string>& words) {
    const std::string verb = words.empty() ? "" : words.front();
    const std::vector<std::string> program(words.empty() ? words.end() : words.begin() + 1, words.end());
    Budget budget = read_budget(places.runtime_folder);
    if (verb == "run" && !program.empty()) {
        return budget.out_of_service() != 0 ? kOutOfService : become(program);
    }
    if (verb == "rest" && !program.empty()) {
        std::vector<std::string> told = program;
        told.push_back(std::to_string(budget.out_of_service() != 0 ? budget.out_of_service() : kOutOfService));
        told.push_back(std::to_string(budget.rest().count()));
        return become(std::move(told));
    }
    if (verb == "ended" && program.empty()) return count_end(places, budget);
    if (verb == "rested" && program.empty()) {
        budget.rested();
        return write_budget(places.runtime_folder, budget) ? 0 : kDeviceFault;
    }
    std::fputs("vestibule-next: run PROGRAM [OPTION...] | ended | rest PROGRAM [OPTION...] | rested\n", stderr);
    return kUsage;
}

}  // namespace vestibule::device
