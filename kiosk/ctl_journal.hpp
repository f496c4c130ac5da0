// ctl_journal - the part of `vestibulectl` that shows, exports and verifies the journal.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `journal show|export|verify|key`; `code` becomes the program's exit code.
void add_journal_commands(CLI::App& app, int& code);

}  // namespace vestibule::ctl
