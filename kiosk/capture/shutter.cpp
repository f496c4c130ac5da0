// shutter - counts good frames and the time since the first of them.
#include "kiosk/capture/shutter.hpp"

#include <algorithm>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

void Shutter::reset() {
    good_ = 0;
    bad_in_a_row_ = 0;
    closed_ = 0;
}

bool Shutter::see(bool good, std::chrono::nanoseconds now) {
    if (!good) {
        if (++bad_in_a_row_ > limits::forgiven_frames) reset();
        return false;
    }
    bad_in_a_row_ = 0;
    if (good_++ == 0) since_ = now;
    const auto passed = static_cast<float>((now - since_).count()) / static_cast<float>(time_.count());
    closed_ = std::clamp(std::min(static_cast<float>(good_) / static_cast<float>(frames_), passed), 0.0F, 1.0F);
    return good_ >= frames_ && now - since_ >= time_;
}

}  // namespace vestibule::capture
