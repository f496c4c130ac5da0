// ladder - the budgets and pauses of each ladder, and the climbing.
#include "kiosk/device/ladder/ladder.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace vestibule::device {

namespace {

using std::chrono::seconds;

// A cable that was knocked out is back within seconds; the feed itself opens again after 0.5, 1, 2, 4 s.
constexpr seconds kReopened{8};
// The port is off for two seconds; then the device finds its bus, its driver, and its first picture (4 s).
constexpr seconds kPowered{12};
constexpr seconds kRestarted{15};  // loading what reads a camera, and its first picture on a slow machine
constexpr seconds kRebooted{60};   // USB hubs with many devices take their time after a cold start
constexpr seconds kNoticed{15};    // after the notice the kiosk looks once more, then the notice comes back

constexpr std::array kCamera{Step{Rung::Reopen, 1, kReopened}, Step{Rung::PowerCycle, 2, kPowered},
                             Step{Rung::Restart, 1, kRestarted}, Step{Rung::Reboot, 1, kRebooted},
                             Step{Rung::OutOfService, 1, kNoticed}};
// SDL takes a device that comes back by itself; a reboot has never helped where power and a new process did not.
constexpr std::array kTouch{Step{Rung::PowerCycle, 2, kPowered}, Step{Rung::Restart, 1, kRestarted},
                            Step{Rung::OutOfService, 1, kNoticed}};

constexpr seconds kCameraGood{20};  // about one patient's pictures
constexpr seconds kTouchGood{60};

constexpr std::int64_t kPortBase = 100;

}  // namespace

std::span<const Step> steps_of(LadderId ladder) {
    if (ladder == LadderId::Touch) return kTouch;
    return kCamera;
}

drivers::Duration good_after(LadderId ladder) {
    return ladder == LadderId::Touch ? kTouchGood : kCameraGood;
}

Ladder::Ladder(LadderId id, Standing standing, drivers::TimePoint now)
    : id_(id), standing_(std::move(standing)), until_(now + pause_after(standing_)) {}

drivers::Duration Ladder::pause_after(const Standing& standing) const {
    for (const Step& step : steps_of(id_)) {
        if (standing.rung == step.rung) return step.pause;
    }
    return {};
}

std::optional<Standing> Ladder::failed(ErrorCode code, Rung highest, drivers::TimePoint now) {
    worked_at_.reset();
    worked_ = {};
    if (now < until_) return std::nullopt;
    for (const Step& step : steps_of(id_)) {
        const bool below = standing_.rung && step.rung < *standing_.rung;
        const bool same = standing_.rung == step.rung;
        const bool last = &step == &steps_of(id_).back();
        if (below || (skipped_ & bit(step.rung)) != 0 || (same && standing_.tries >= step.tries && !last)) continue;
        if (step.rung > highest) return std::nullopt;
        const int tries = same ? std::min(standing_.tries + 1, step.tries) : 1;
        return Standing{.rung = step.rung, .tries = tries, .code = code, .port = standing_.port};
    }
    return std::nullopt;
}

void Ladder::climb(const Standing& standing, drivers::TimePoint now) {
    standing_ = standing;
    until_ = now + pause_after(standing);
}

bool Ladder::works(drivers::TimePoint now) {
    if (worked_at_) worked_ += now - *worked_at_;
    worked_at_ = now;
    return !at_bottom() && worked_ >= good_after(id_);
}

PortNumbers numbers_of(std::string_view port) {
    PortNumbers numbers;
    const char* at = port.data();
    const char* end = at + port.size();
    const auto bus = std::from_chars(at, end, numbers.bus);
    at = bus.ptr;
    if (bus.ec != std::errc() || at == end || *at != '-') return {};
    while (at != end) {
        std::int64_t one = 0;
        const auto read = std::from_chars(at + 1, end, one);
        if (read.ec != std::errc() || one < 1 || one >= kPortBase) return {};
        numbers.port = numbers.port * kPortBase + one;
        at = read.ptr;
        if (at != end && *at != '.') return {};
    }
    return numbers;
}

std::string port_named(PortNumbers numbers) {
    if (numbers.bus <= 0 || numbers.port <= 0) return {};
    std::string ports;
    for (; numbers.port > 0; numbers.port /= kPortBase) {
        ports = std::to_string(numbers.port % kPortBase) + (ports.empty() ? "" : "." + ports);
    }
    return std::to_string(numbers.bus) + "-" + ports;
}

}  // namespace vestibule::device
