// touch_watch - notices a touch screen that is touched without anybody there; pure: it is told of fingers and of time.
#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "drivers/clock/clock.hpp"

namespace vestibule::device {

/// A contact that stays for half a minute, or a rain of contacts while nobody is being served, is no finger. What comes
/// from such a device is ignored until it has been quiet for a while.
class TouchWatch {
public:
    /// `attract`: the welcome screen, where nobody types or plays. True: the touch means something.
    bool down(std::int64_t device, std::int64_t finger, bool attract, drivers::TimePoint now);
    bool up(std::int64_t device, std::int64_t finger, drivers::TimePoint now);
    /// Looks at contacts that never end; call it now and then.
    void look(drivers::TimePoint now);
    [[nodiscard]] bool stuck() const;
    /// The screen's power was switched: what it held is no more.
    void forget() { screens_.clear(); }

private:
    struct Screen {
        std::map<std::int64_t, drivers::TimePoint> held;
        std::deque<drivers::TimePoint> downs;
        drivers::TimePoint last{};
        bool stuck = false;
    };
    std::map<std::int64_t, Screen> screens_;
};

}  // namespace vestibule::device
