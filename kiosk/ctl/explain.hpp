// explain - the part of `vestibulectl` that says what an error code means.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `explain CODE` and `errors`; `code` becomes the program's exit code.
void add_explain(CLI::App& app, int& code);

}  // namespace vestibule::ctl
