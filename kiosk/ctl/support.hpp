// support - the part of `vestibulectl` that makes and reads support bundles.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `support preview|save|show`; `code` becomes the program's exit code.
void add_support(CLI::App& app, int& code);

}  // namespace vestibule::ctl
