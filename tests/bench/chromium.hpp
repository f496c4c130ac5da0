// chromium - the other reference: a browser in kiosk mode that shows the same picture, or a camera of the same size.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tests/bench/process.hpp"

namespace vestibule::bench {

class Chromium {
public:
    /// False: the package is not installed.
    [[nodiscard]] static bool installed();

    /// Opens a page on the display, with a fresh profile.
    Chromium(const std::string& display, const std::string& page);
    ~Chromium();
    Chromium(const Chromium&) = delete;
    Chromium& operator=(const Chromium&) = delete;

    [[nodiscard]] pid_t pid() const { return program_->pid(); }
    [[nodiscard]] Clock::time_point started() const { return program_->started(); }

    /// A page that shows the picture edge to edge, written beside it; its address.
    [[nodiscard]] static std::string page_of(const std::filesystem::path& png);
    /// A page that shows a camera of 1280x720 at 30 frames a second; its address.
    [[nodiscard]] static std::string page_of_camera(const std::filesystem::path& folder);

private:
    std::filesystem::path profile_;
    std::unique_ptr<Program> program_;
};

}  // namespace vestibule::bench
