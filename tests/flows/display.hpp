// display - an Xvfb of one's own, and pictures of what is on it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vestibule::flows {

/// Starts Xvfb on a free number with one screen of `size` (WxH); ends it in the destructor. Throws std::runtime_error.
class Display {
public:
    explicit Display(const std::string& size);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] int pid() const { return pid_; }
    /// What is on the screen, as a PNG. False if it could not be taken.
    [[nodiscard]] bool picture(const std::filesystem::path& file) const;
    /// Runs a program with this DISPLAY and waits for it; its exit code.
    int run(const std::vector<std::string>& command) const;

private:
    std::string name_;
    int pid_ = -1;
};

}  // namespace vestibule::flows
