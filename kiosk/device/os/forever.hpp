// forever - a tiny parent for places without systemd: it starts one process a visit and holds nothing else.
#pragma once

#include <string>
#include <vector>

namespace vestibule::device {

/// Runs `program arguments...` again and again until SIGTERM or SIGINT; returns the exit code for the parent itself.
/// Non-zero ends share one budget: when it is used up within its time, the parent gives up with exit code 11, so that
/// whoever started it can see it.
int run_forever(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace vestibule::device
