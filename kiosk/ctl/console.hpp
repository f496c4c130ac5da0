// console - `vestibulectl console mute`: the kernel's text console hears no key any more.
#pragma once

namespace CLI {
class App;
}

namespace vestibule::ctl {

void add_console(CLI::App& app, int& code);

}  // namespace vestibule::ctl
