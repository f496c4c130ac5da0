// advisor - holds a new hint back until it has lasted.
#include "kiosk/capture/advisor.hpp"

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

Hint Advisor::say(Hint judged, std::chrono::nanoseconds now) {
    if (judged == said_) {
        waiting_ = judged;
        return said_;
    }
    if (judged != waiting_) {
        waiting_ = judged;
        waiting_since_ = now;
    }
    const auto lasts = judged == Hint::Good ? limits::good_after : limits::hint_after;
    if (said_ == Hint::None || now - waiting_since_ >= lasts) said_ = judged;
    return said_;
}

}  // namespace vestibule::capture
