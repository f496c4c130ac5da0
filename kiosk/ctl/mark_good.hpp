// mark_good - `vestibulectl mark-good`: calls the slot that runs good, once the kiosk was usable.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

void add_mark_good(CLI::App& app, int& code);

}  // namespace vestibule::ctl
