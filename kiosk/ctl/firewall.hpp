// firewall - `vestibulectl firewall`: the rules of the firewall with the ports of this kiosk's settings.
#pragma once

#include <CLI/CLI.hpp>

namespace vestibule::ctl {

void add_firewall(CLI::App& app, int& code);

}  // namespace vestibule::ctl
