// delivery - opens what was sealed and tells the services, once for each obligation that is due.
#pragma once

#include "kiosk/device/obligations/obligations.hpp"
#include "kiosk/device/obligations/parcel.hpp"

namespace vestibule::device {

struct DeliverySetup {
    std::filesystem::path state_folder;
    const drivers::Clock* clock = nullptr;
    std::function<double()> random;  ///< 0..1
    bool now = false;                ///< also what waits for its next try
};

struct Tally {
    int delivered = 0, unreadable = 0;
    std::int64_t expired = 0, waiting = 0;
    std::vector<Error> failures;  ///< where, never what
};

/// The store is not held while a service is asked. Errors: StoreFailed, StoreBroken.
Result<Tally> deliver_due(const DeliverySetup& setup, const journal::Key& key, net::Client& client);

}  // namespace vestibule::device
