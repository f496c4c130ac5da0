// hold - from when to when something is held, and on which side.
#include "kiosk/installer/hold.hpp"

#include <algorithm>

namespace vestibule::installer {

void Hold::down(Side side, drivers::TimePoint now) {
    // A second finger or key does not make an answer better or worse: the first one has to go first.
    if (held_ || now - shown_ < kReadFirst) return;
    held_ = true;
    side_ = side;
    since_ = now;
}

Hold::Answer Hold::up(drivers::TimePoint now) {
    if (!held_) return Answer::None;
    held_ = false;
    const auto lasted = now - since_;
    if (side_ == Side::Stay) return lasted <= kTapAtMost ? Answer::Stay : Answer::None;
    return lasted >= kHoldFor && lasted <= kHoldAtMost ? Answer::Write : Answer::None;
}

int Hold::permille(drivers::TimePoint now) const {
    if (!held_ || side_ != Side::Write || now - since_ > kHoldAtMost) return 0;
    return static_cast<int>(std::min<std::int64_t>(1000, (now - since_) * 1000 / kHoldFor));
}

}  // namespace vestibule::installer
