// update - the commands about a kiosk's updates.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// `vestibulectl update check|install FILE|status`. `code` gets the exit code of the command that ran.
void add_update(CLI::App& app, int& code);

}  // namespace vestibule::ctl
