// report - one round of what this kiosk tells its facility: events, counters, and the file of counters.
#pragma once

#include <memory>

#include "kiosk/device/fleet/trust.hpp"
#include "kiosk/device/pause.hpp"

namespace vestibule::device {

struct ReportOrder {
    std::filesystem::path state_folder;
    Config config;
    std::string device;
    const drivers::Clock* clock = nullptr;
    Pause::Random random;
    std::optional<drivers::WallTime> inspection_due{};
    bool now = false;  ///< also what waits for its next try
};

/// What became of one of the receivers.
struct Told {
    std::string receiver, words;
    bool good = true;
};

/// Asks every receiver that the settings name and whose pause is over; one that fails holds up no other. Blocks for as
/// long as the network takes, and holds the store only while it reads.
std::vector<Told> report(const ReportOrder& order);

}  // namespace vestibule::device
