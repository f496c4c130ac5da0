// device_frame - the bands round a screen that serves no patient, with its own words in the header and on the ribbon.
#pragma once

#include "ui/screens/frame.hpp"

namespace vestibule::ui::screens {

[[nodiscard]] Node device_framed(std::string id, Text where, Text ribbon, const VisitView& view, Frame frame);

}  // namespace vestibule::ui::screens
