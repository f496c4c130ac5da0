// access - the part of `vestibulectl` that makes a site's access secret and gives its staff their codes.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `access secret|person|code`; `code` becomes the program's exit code.
void add_access(CLI::App& app, int& code);
/// Adds `key|qr|show|offer` to it: signed passes.
void add_passes(CLI::App& access, int& code);

}  // namespace vestibule::ctl
