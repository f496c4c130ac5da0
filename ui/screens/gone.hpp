// gone - the screen of a kiosk that forgets what it is: erasing, then its certificate.
#pragma once

#include "kiosk/decommission/view.hpp"
#include "ui/screens/frame.hpp"

namespace vestibule::ui::screens {

[[nodiscard]] Node gone_screen(const decommission::GoneView& view);

}  // namespace vestibule::ui::screens
