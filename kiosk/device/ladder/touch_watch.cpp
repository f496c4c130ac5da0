// touch_watch - the limits of what fingers do.
#include "kiosk/device/ladder/touch_watch.hpp"

#include <algorithm>

namespace vestibule::device {

namespace {

using std::chrono::seconds;

constexpr seconds kHeldLongest{30};    // nobody presses one button that long
constexpr std::size_t kDownsMax = 10;  // a second; a playing child comes to five
constexpr seconds kDownsWithin{1};
constexpr seconds kQuiet{10};  // then the glass was wiped, or its power was switched

}  // namespace

bool TouchWatch::down(std::int64_t device, std::int64_t finger, bool attract, drivers::TimePoint now) {
    Screen& screen = screens_[device];
    if (screen.stuck && screen.held.empty() && now - screen.last >= kQuiet) screen = {};
    screen.last = now;
    screen.held.emplace(finger, now);
    if (!attract) screen.downs.clear();  // who types or plays a visit through may be as fast as he likes
    while (!screen.downs.empty() && now - screen.downs.front() >= kDownsWithin) screen.downs.pop_front();
    if (attract) screen.downs.push_back(now);
    if (screen.downs.size() > kDownsMax) {
        screen.stuck = true;
        screen.downs.pop_front();
    }
    return !screen.stuck;
}

bool TouchWatch::up(std::int64_t device, std::int64_t finger, drivers::TimePoint now) {
    Screen& screen = screens_[device];
    screen.held.erase(finger);
    screen.last = now;
    return !screen.stuck;
}

void TouchWatch::look(drivers::TimePoint now) {
    for (auto& [device, screen] : screens_) {
        for (const auto& [finger, since] : screen.held) {
            if (now - since >= kHeldLongest) screen.stuck = true;
        }
        if (screen.stuck && screen.held.empty() && now - screen.last >= kQuiet) screen = {};
    }
}

bool TouchWatch::stuck() const {
    return std::any_of(screens_.begin(), screens_.end(), [](const auto& one) { return one.second.stuck; });
}

}  // namespace vestibule::device
