// enroll - `vestibulectl enroll`: prints claims at a desk; takes one, renews and fetches on a kiosk.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

void add_enroll(CLI::App& app, int& code);

}  // namespace vestibule::ctl
