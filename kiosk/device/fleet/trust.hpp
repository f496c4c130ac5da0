// trust - how the facility's own servers are verified and reached.
#pragma once

#include "kiosk/device/config.hpp"
#include "kiosk/net/client.hpp"

namespace vestibule::device {

/// A kiosk that is not enrolled shows no certificate.
[[nodiscard]] net::Trust fleet_trust(const Config& config, const drivers::Clock& clock);

}  // namespace vestibule::device
