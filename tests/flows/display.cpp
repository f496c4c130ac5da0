// display - Xvfb picks a free number itself and tells it through a pipe.
#include "tests/flows/display.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

namespace vestibule::flows {

namespace {

constexpr int kStart_ms = 20'000;

int start(const std::vector<std::string>& command, const std::string& display) {
    const pid_t child = fork();
    if (child != 0) return child;
    if (!display.empty()) setenv("DISPLAY", display.c_str(), 1);
    std::vector<char*> argv;
    for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    _exit(127);
}

}  // namespace

Display::Display(const std::string& size) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe for Xvfb");
    pid_ = start(
        {"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"},
        "");
    close(ends[1]);
    pollfd waiting{.fd = ends[0], .events = POLLIN, .revents = 0};
    char number[16]{};
    ssize_t length = 0;
    if (pid_ > 0 && poll(&waiting, 1, kStart_ms) > 0) length = read(ends[0], number, sizeof number - 1);
    close(ends[0]);
    if (length <= 0) throw std::runtime_error("Xvfb did not start; is the package xvfb installed?");
    name_ = ":" + std::to_string(std::atoi(number));
}

Display::~Display() {
    if (pid_ <= 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
}

bool Display::picture(const std::filesystem::path& file) const {
    return run({"import", "-window", "root", file.string()}) == 0;
}

int Display::run(const std::vector<std::string>& command) const {
    const int child = start(command, name_);
    if (child <= 0) return -1;
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace vestibule::flows
