// speed - how fast a found object moves, in its own widths per second, over a window that evens out jitter.
#pragma once

#include <array>
#include <chrono>
#include <cmath>
#include <deque>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

class Speed {
public:
    float see(const std::array<Point, 4>& corners, float width_px, std::chrono::nanoseconds now) {
        seen_.push_back({corners, now});
        while (seen_.size() > 2 && now - seen_[1].at >= limits::speed_window) seen_.pop_front();
        const auto seconds = std::chrono::duration<float>(now - seen_.front().at).count();
        if (seconds <= 0 || width_px <= 0) return 0;
        float moved = 0;
        for (std::size_t at = 0; at < 4; ++at) {
            moved +=
                std::hypot(corners[at].x - seen_.front().corners[at].x, corners[at].y - seen_.front().corners[at].y) /
                4;
        }
        return moved / width_px / seconds;
    }
    void forget() { seen_.clear(); }

private:
    struct Seen {
        std::array<Point, 4> corners;
        std::chrono::nanoseconds at;
    };
    std::deque<Seen> seen_;
};

}  // namespace vestibule::capture
