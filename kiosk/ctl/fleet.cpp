// fleet - `vestibulectl fleet`: one round of what the facility is told, and a look at the numbers.
#include "kiosk/ctl/fleet.hpp"

#include <random>

#include "kiosk/ctl/common.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/fleet/report.hpp"
#include "kiosk/diagnostics/inspection_due.hpp"

namespace vestibule::ctl {

namespace {

constexpr int kLater = 75;  // sysexits: the same again may help

struct Options {
    Place place;
    std::string device;
    bool now = false;
};

int send(const Options& options) {
    auto config = options.place.config_in_use();
    if (!config) return failed(config.error(), kWrongFile);
    auto id =
        options.device.empty() ? device::device_id(options.place.state_folder()) : Result<std::string>(options.device);
    if (!id) return failed(id.error());
    static const drivers::SystemClock kClock;
    std::random_device random;
    std::uniform_real_distribution<double> part(0, 1);
    // Before the round, so that it is told in this one.
    auto due = diagnostics::mind_inspection(options.place.state_folder(), config->inspection_days, kClock);
    if (!due) say(stderr, due.error().sentence());
    const auto told = device::report({.state_folder = options.place.state_folder(),
                                      .config = std::move(config).value(),
                                      .device = std::move(id).value(),
                                      .clock = &kClock,
                                      .random = [&] { return part(random); },
                                      .inspection_due = due ? *due : std::nullopt,
                                      .now = options.now});
    int code = kGood;
    for (const device::Told& each : told) {
        say(each.good ? stdout : stderr, each.receiver + ": " + each.words);
        if (!each.good) code = kLater;
    }
    if (told.empty()) say(stdout, "the settings name nobody to tell: [fleet] syslog, metrics, metrics_file");
    return code;
}

}  // namespace

void add_fleet(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* fleet = app.add_subcommand("fleet", "What this kiosk tells its facility");
    fleet->require_subcommand(1);
    CLI::App* send_it = fleet->add_subcommand("send", "Send the journal's events and the counters; 75: later again");
    options->place.add_to(*send_it);
    send_it->add_option("--device", options->device, "this kiosk's id; without it, from the machine's");
    send_it->add_flag("--now", options->now, "also what waits for its next try");
    send_it->callback([options, &code] { code = send(*options); });
}

}  // namespace vestibule::ctl
