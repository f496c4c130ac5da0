// bundle - `vestibulectl bundle`: makes, signs, verifies, shows and applies a site's bundle.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

void add_bundle(CLI::App& app, int& code);

}  // namespace vestibule::ctl
