// advisor - holds a new hint back until it has lasted.
#include "kiosk/capture/advisor.hpp"

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

Hint Advisor::say(Hint judged, std::chrono::nanoseconds now) {
    if (judged == said_) {
        waiting_ = judged;
        last_true_ = now;
        return said_;
    }
    if (judged != waiting_) {
        waiting_ = judged;
        waiting_since_ = now;
    }
    const auto lasts = judged == Hint::Good ? limits::good_after : limits::hint_after;
    // A waving hand is judged differently in each frame: what nobody has seen for a while is not said any longer.
    const bool outlived = now - last_true_ >= limits::hint_outlives;
    if (said_ == Hint::None || outlived || now - waiting_since_ >= lasts) {
        said_ = judged;
        last_true_ = now;
    }
    return said_;
}

}  // namespace vestibule::capture
