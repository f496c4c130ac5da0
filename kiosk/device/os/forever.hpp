// forever - a tiny parent for places without systemd: it starts one process a visit and holds nothing else.
#pragma once

#include <string>
#include <vector>

namespace vestibule::device {

/// Runs `program arguments...` again and again until SIGTERM or SIGINT; returns the exit code for the parent itself.
/// Non-zero ends share one budget. When it is used up within its time, or at once when an erasure is not proved (10),
/// the program is run with `notice CODE` added, which shows that the kiosk is out of service for a while; then it is
/// tried again. With kStaffAsked (15) it is run once with `staff` added. Without a `notice` the parent gives up with
/// exit code 11, so that whoever started it can see it.
int run_forever(const std::string& program, const std::vector<std::string>& arguments, const std::string& notice = {},
                const std::vector<std::string>& staff = {});

}  // namespace vestibule::device
