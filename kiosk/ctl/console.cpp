// console - the command around it; vestibule-console.service runs it before anybody can type.
#include "kiosk/ctl/console.hpp"

#include "kiosk/ctl/common.hpp"
#include "kiosk/device/os/console.hpp"

namespace vestibule::ctl {

void add_console(CLI::App& app, int& code) {
    auto device = std::make_shared<std::string>(device::kConsole);
    CLI::App* console = app.add_subcommand("console", "The kernel's text console");
    console->require_subcommand(1);
    CLI::App* run = console->add_subcommand("mute", "It hears no key: what a patient types stays nowhere");
    run->add_option("--device", *device, "the console")->type_name("FILE");
    run->callback([device, &code] {
        const auto done = device::mute_console(*device);
        code = done ? kGood : failed(done.error());
    });
}

}  // namespace vestibule::ctl
