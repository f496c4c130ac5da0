// advisor - turns a judgement for every frame into one calm hint: it changes when a new one lasts, or the old one
// is no longer true.
#pragma once

#include <chrono>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

class Advisor {
public:
    Hint say(Hint judged, std::chrono::nanoseconds now);

private:
    Hint said_ = Hint::None;
    Hint waiting_ = Hint::None;
    std::chrono::nanoseconds waiting_since_{};
    std::chrono::nanoseconds last_true_{};  // when what is said was last judged so
};

}  // namespace vestibule::capture
