// gesture - counts what continues it; anything else begins anew.
#include "kiosk/staff/gesture.hpp"

#include <utility>

namespace vestibule::staff {

bool Gesture::touched(float x, float y, drivers::TimePoint now) {
    if (y < 1 - kCornerHeight) return part(Part::None, now);
    return part(x < kCornerWidth ? Part::Left : x > 1 - kCornerWidth ? Part::Right : Part::None, now);
}

bool Gesture::key(bool back, drivers::TimePoint now) {
    return part(back ? Part::Back : Part::None, now);
}

bool Gesture::part(Part part, drivers::TimePoint now) {
    const Part before = std::exchange(last_, part);
    const bool continues =
        count_ > 0 && now - since_ <= kGestureWithin &&
        ((part == Part::Back && before == Part::Back) || (part == Part::Left && before == Part::Right) ||
         (part == Part::Right && before == Part::Left));
    const bool begins = part == Part::Left || part == Part::Back;
    if (!continues) {
        count_ = begins ? 1 : 0;
        since_ = now;
        return false;
    }
    if (++count_ < kGestureTouches) return false;
    count_ = 0;
    return true;
}

}  // namespace vestibule::staff
