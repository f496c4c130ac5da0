// door - every touch is looked at as it would be from each of the glass's four sides.
#include "kiosk/notice/door.hpp"

#include "kiosk/device/access/offer.hpp"

namespace vestibule::notice {

void Door::heard(const std::vector<drivers::Touched>& all) {
    bool asked = false;
    for (const drivers::Touched& touched : all) asked = asks(touched) || asked;
    const bool offered = device::is_offered(runtime_);
    // A key stays offered until technician mode takes it; where that does not come, asking once is enough.
    if (asked || (offered && !offered_)) ask();
    offered_ = offered;
}

void Door::ask() const {
    const auto asked = hand::ask_hand({.verb = hand::Verb::Technician}, hand_);
    if (!asked && complain_) complain_(asked.error());
}

bool Door::asks(const drivers::Touched& touched) {
    const drivers::TimePoint now = std::chrono::steady_clock::now();
    using What = drivers::Touched::What;
    if (touched.what != What::Finger) return sides_[0].key(touched.what == What::BackKey, now);
    const float x = touched.x, y = touched.y;
    bool made = false;
    made = sides_[0].touched(x, y, now) || made;
    made = sides_[1].touched(1 - y, x, now) || made;
    made = sides_[2].touched(1 - x, 1 - y, now) || made;
    made = sides_[3].touched(y, 1 - x, now) || made;
    return made;
}

}  // namespace vestibule::notice
