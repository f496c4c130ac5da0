// fleet - the commands about what a kiosk tells its facility.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// `vestibulectl fleet send|metrics`. `code` gets the exit code of the command that ran.
void add_fleet(CLI::App& app, int& code);

}  // namespace vestibule::ctl
