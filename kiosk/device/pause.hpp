// pause - when a server may be asked again, kept over the end of a program.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// One file for each server, STATE/pause-NAME; a file that cannot be read counts as no pause.
class Pause {
public:
    using Random = std::function<double()>;  ///< 0..1
    Pause(const std::filesystem::path& state, const std::string& name, const drivers::Clock& clock, Random random);

    /// A time further away than any pause was written by a clock that was wrong.
    [[nodiscard]] bool over() const;
    [[nodiscard]] std::chrono::seconds left() const;
    [[nodiscard]] std::int64_t failures() const { return failures_; }
    /// The server did what was asked; it may be asked again after `at_least`.
    Result<void> worked(std::chrono::seconds at_least = {});
    /// The server did not: the next pause is longer, and at least what it asked for.
    Result<void> failed(std::chrono::seconds at_least = {});

private:
    Result<void> write(std::chrono::seconds pause);
    std::filesystem::path file_;
    const drivers::Clock& clock_;
    Random random_;
    std::int64_t failures_ = 0;
    drivers::WallTime due_{};
};

}  // namespace vestibule::device
