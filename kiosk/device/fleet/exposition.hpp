// exposition - a snapshot as OpenMetrics text and as OTLP's JSON; pure.
#pragma once

#include <string>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/fleet/metrics.hpp"

namespace vestibule::device {

/// OpenMetrics 1.0, and at the same time what node_exporter's older reader takes.
[[nodiscard]] std::string open_metrics(const Snapshot& snapshot);

/// Whose numbers they are.
struct MetricsSource {
    std::string device, site;
    drivers::WallTime since;  ///< when the counters began
    drivers::WallTime now;
};

/// The body of an OTLP/HTTP request with the content type application/json.
[[nodiscard]] std::string otlp_json(const Snapshot& snapshot, const MetricsSource& source);

}  // namespace vestibule::device
