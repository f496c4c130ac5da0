// findings - what is kept of a test that a person made: in words, with what to do.
#pragma once

#include "kiosk/staff/view.hpp"

namespace vestibule::staff {

[[nodiscard]] diagnostics::Finding judged_by_hand(Hand hand, bool good, const StaffView& view);

}  // namespace vestibule::staff
