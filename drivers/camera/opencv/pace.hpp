// pace - lets a recorded source give its pictures no faster than a camera would.
#pragma once

#include <thread>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers {

class Pace {
public:
    explicit Pace(Duration between) : between_(between) {}
    /// Sleeps until the next picture is due; false (after `wait`) when it is not due within it.
    bool wait_for_turn(Duration wait) {
        const TimePoint now = std::chrono::steady_clock::now();
        if (due_ > now + wait) {
            std::this_thread::sleep_for(wait);
            return false;
        }
        std::this_thread::sleep_until(due_);
        // A late reader gets no burst of old pictures.
        due_ = std::max(due_ + between_, now);
        return true;
    }

private:
    Duration between_;
    TimePoint due_{};
};

}  // namespace vestibule::drivers
