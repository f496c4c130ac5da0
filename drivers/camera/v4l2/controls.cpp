// controls - automatic first; when the exposure no longer changes, it is held, shortened where there is light for it.
#include "drivers/camera/v4l2/controls.hpp"

#include <linux/videodev2.h>

#include <algorithm>
#include <cstdlib>

namespace vestibule::drivers::v4l2 {
namespace {

using namespace std::chrono_literals;

constexpr Duration warm_up = 500ms;          // until then many sensors send dark or blurred pictures
constexpr Duration look_every = 100ms;       // each look is a question over the USB
constexpr int steady_looks = 4;              // the exposure has not moved for 0.4 s
constexpr Duration lock_at_last = 3s;        // some automatics hunt for ever
constexpr int steady_percent = 4;            // smaller changes are the automatic's own noise
constexpr std::int32_t unit_per_s = 10'000;  // V4L2 counts an exposure in 0.1 ms
constexpr std::int32_t longest_unit = 100;   // 1/100 s: a hand moves 0.3 mm, less than a module of a code
// More than three times the light missing: then noise would cost more than movement, and the automatic goes on.
constexpr std::int32_t most_shortened = 3;

}  // namespace

void Controls::set(std::uint32_t control, std::int32_t value) {
    const auto bounds = port_.bounds(control);
    if (!bounds || !bounds->settable) return;
    const std::int32_t step = std::max(1, bounds->step);
    const std::int32_t bounded = std::clamp(value, bounds->least, bounds->most);
    port_.write(control, bounds->least + (bounded - bounds->least) / step * step);
}

void Controls::begin(TimePoint now) {
    begun_ = looked_ = now;
    last_exposure_.reset(), asked_.reset();
    steady_ = 0;
    locked_ = false;
    set(V4L2_CID_POWER_LINE_FREQUENCY,
        request_.mains_hz == 50 ? V4L2_CID_POWER_LINE_FREQUENCY_50HZ : V4L2_CID_POWER_LINE_FREQUENCY_60HZ);
    // USB cameras call their automatic "aperture priority", others "auto".
    const auto modes = port_.bounds(V4L2_CID_EXPOSURE_AUTO);
    if (modes && modes->settable && !port_.write(V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY))
        port_.write(V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_AUTO);
    // Or the camera would take fewer pictures a second in the dark.
    set(V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0);
    set(V4L2_CID_AUTO_WHITE_BALANCE, 1);
    set(V4L2_CID_FOCUS_AUTO, 1);
}

bool Controls::warming(TimePoint now) {
    if (now - begun_ < warm_up) return true;
    if (locked_ || now - looked_ < look_every) return false;
    looked_ = now;
    const auto exposure = port_.read(V4L2_CID_EXPOSURE_ABSOLUTE);
    const bool same = exposure && last_exposure_ &&
                      std::abs(*exposure - *last_exposure_) * 100 <= steady_percent * std::max(1, *last_exposure_);
    steady_ = same || !exposure ? steady_ + 1 : 0;
    last_exposure_ = exposure;
    if (steady_ >= steady_looks || now - begun_ >= lock_at_last) lock();
    return false;
}

/// The longest multiple of half the mains' period that is not above 1/100 s, so that lamps do not flicker.
std::int32_t Controls::longest_exposure() const {
    const std::int32_t half_period = unit_per_s / (2 * std::max(1, request_.mains_hz));
    return std::max(half_period, longest_unit / half_period * half_period);
}

std::optional<std::chrono::microseconds> Controls::exposure(TimePoint now) {
    // In the dark the automatic goes on after the lock: it is asked again and again.
    if (!asked_ || now - *asked_ >= look_every) {
        asked_ = now;
        told_exposure_ = port_.read(V4L2_CID_EXPOSURE_ABSOLUTE);
    }
    if (!told_exposure_ || *told_exposure_ <= 0) return std::nullopt;
    // Many drivers tell their last manual value while the automatic is on; no picture is exposed longer than it lasts.
    return std::min(std::chrono::microseconds(1'000'000 / std::max(1, request_.rate_hz)),
                    std::chrono::microseconds(std::int64_t{*told_exposure_} * (1'000'000 / unit_per_s)));
}

void Controls::lock() {
    locked_ = true;
    asked_.reset();
    const auto exposure = port_.read(V4L2_CID_EXPOSURE_ABSOLUTE);
    const std::int32_t allowed = longest_exposure();
    if (exposure && *exposure <= allowed) {
        // Manual keeps what the automatic found.
        if (port_.write(V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_MANUAL)) set(V4L2_CID_EXPOSURE_ABSOLUTE, *exposure);
    } else if (exposure && *exposure <= allowed * most_shortened) {
        shorten_exposure(*exposure);
    }
    set(V4L2_CID_AUTO_WHITE_BALANCE, 0);
    // What is held in a hand moves to and fro; what lies in a tray does not, and a face hardly.
    if (request_.tray || request_.role == CameraRole::Face) set(V4L2_CID_FOCUS_AUTO, 0);
}

/// The light that a shorter exposure loses must come from the gain; a camera without one keeps its automatic.
void Controls::shorten_exposure(std::int32_t exposure) {
    const auto gain = port_.bounds(V4L2_CID_GAIN);
    const auto now = port_.read(V4L2_CID_GAIN);
    if (!gain || !now) return;
    if (!port_.write(V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_MANUAL)) return;
    // Gain is active only in manual exposure, and its unit is the driver's own: as a share of its range.
    const std::int32_t allowed = longest_exposure();
    const std::int32_t above = std::max(*now - gain->least, (gain->most - gain->least) / 16);
    set(V4L2_CID_EXPOSURE_ABSOLUTE, allowed);
    set(V4L2_CID_GAIN, gain->least + static_cast<std::int32_t>(static_cast<std::int64_t>(above) * exposure / allowed));
}

}  // namespace vestibule::drivers::v4l2
