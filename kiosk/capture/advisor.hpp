// advisor - turns a judgement for every frame into one calm hint: a hint changes only when the new one lasts.
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
};

}  // namespace vestibule::capture
