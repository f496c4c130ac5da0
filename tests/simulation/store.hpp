// store - what one simulated process leaves for the next, on a disk that may be full.
#pragma once

#include <optional>

#include "kiosk/device/os/runtime.hpp"

namespace vestibule::simulation {

/// The seam for everything that a visit writes. It keeps to App: a legacy when a visit begins, one when it has ended;
/// a write that fails stops nobody.
class Store {
public:
    bool full = false;

    bool leave(const device::Legacy& legacy) {
        if (full) return false;
        legacy_ = legacy;
        return true;
    }
    std::optional<device::Legacy> take() { return std::exchange(legacy_, std::nullopt); }

private:
    std::optional<device::Legacy> legacy_;
};

}  // namespace vestibule::simulation
