// pause - two numbers in a file: how often it failed, and when it may be tried again.
#include "kiosk/device/pause.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "kiosk/device/back_off.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr std::chrono::seconds kAskedAtMost{86'400};  // whatever a server asks for
constexpr std::int64_t kFailuresMost = 1'000;

}  // namespace

Pause::Pause(const std::filesystem::path& state, const std::string& name, const drivers::Clock& clock, Random random)
    : file_(state / ("pause-" + name)), clock_(clock), random_(std::move(random)) {
    const Result<std::string> text = read_text(file_);
    long long failures = 0, due = 0;
    if (!text || std::sscanf(text->c_str(), "%lld %lld", &failures, &due) != 2) return;
    failures_ = std::clamp<std::int64_t>(failures, 0, kFailuresMost);
    due_ = drivers::WallTime(std::chrono::seconds(due));
}

std::chrono::seconds Pause::left() const {
    const auto wait = due_ - clock_.wall();
    return wait > kAskedAtMost ? std::chrono::seconds(0) : std::max(wait, std::chrono::seconds(0));
}

bool Pause::over() const {
    return left().count() == 0;
}

Result<void> Pause::worked(std::chrono::seconds at_least) {
    failures_ = 0;
    return write(std::min(at_least, kAskedAtMost));
}

Result<void> Pause::failed(std::chrono::seconds at_least) {
    const std::chrono::seconds pause = back_off(failures_, random_());
    failures_ = std::min(failures_ + 1, kFailuresMost);
    return write(std::max(pause, std::min(at_least, kAskedAtMost)));
}

Result<void> Pause::write(std::chrono::seconds pause) {
    due_ = clock_.wall() + pause;
    return replace_file(file_, fmt::format("{} {}\n", failures_, due_.time_since_epoch().count()));
}

}  // namespace vestibule::device
