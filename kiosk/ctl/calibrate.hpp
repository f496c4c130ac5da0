// calibrate - the part of `vestibulectl capture` that measures a camera's focal length with a card in a hand.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

/// Adds `calibrate` to the group `capture`; `code` becomes the program's exit code.
void add_calibrate(CLI::App& capture, int& code);

}  // namespace vestibule::ctl
