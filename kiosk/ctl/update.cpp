// update - `vestibulectl update`: one round with the update server, a bundle by hand, and where it stands.
#include "kiosk/ctl/update.hpp"

#include <random>

#include "drivers/machine/machine.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/ctl/tell_journal.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/fleet/report.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/update/rauc.hpp"
#include "kiosk/device/update/updater.hpp"
#include "kiosk/device/update/version.hpp"

namespace vestibule::ctl {

namespace {

constexpr int kLater = 75;  // sysexits: the same again may help

struct Options {
    Place place;
    std::string device, file, rauc = "rauc", hand = hand::kHandSocket;
    bool now = false;
};

/// Everything that a round needs, for as long as it takes.
struct Round {
    drivers::SystemClock clock;
    std::random_device random;
    std::uniform_real_distribution<double> part{0, 1};
    device::Rauc rauc;
    std::unique_ptr<net::Client> client;
    device::UpdaterSetup setup;
};

/// Nothing when what is needed cannot be read; `code` says why.
std::unique_ptr<Round> make_round(const Options& options, int& code) {
    const auto config = options.place.config_in_use();
    if (!config) {
        code = failed(config.error(), kWrongFile);
        return nullptr;
    }
    const auto id =
        options.device.empty() ? device::device_id(options.place.state_folder()) : Result<std::string>(options.device);
    if (!id) {
        code = failed(id.error());
        return nullptr;
    }
    auto made = std::make_unique<Round>();
    made->rauc = device::Rauc({options.rauc});
    made->client = net::make_client(device::fleet_trust(*config, made->clock));
    const drivers::Machine machine(options.place.root);
    const auto record = device::Enrolment(options.place.state_folder(), *id, made->clock).record();
    made->setup = {
        .state_folder = options.place.state_folder(),
        .server = config->updates,
        .device = *id,
        .site = record ? record->site : "",
        .version = device::running_version(machine),
        .boot = machine.text("proc/sys/kernel/random/boot_id").value_or(""),
        .window = device::read_day_time(config->update_window),
        .clock = &made->clock,
        .random = [round = made.get()] { return round->part(round->random); },
        .client = made->client.get(),
        .installer = &made->rauc,
        .close_for_patients =
            [&options] { return device::VisitGate::close_for_patients(options.place.runtime_folder()); },
        .restart =
            [&options] {
                return hand::ask_hand({hand::Verb::Reboot, {}}, options.hand);
            },
        .staff_here = [&options] { return device::StaffHere::is_seen(options.place.runtime_folder()); },
        .record = [&options](const journal::NewEntry& entry) { tell_journal(options.place.state_folder(), entry); },
        .now = options.now};
    return made;
}

int check(const Options& options) {
    int code = kGood;
    const auto round = make_round(options, code);
    if (!round) return code;
    const device::UpdateRound came = device::Updater(round->setup).round();
    say(came.good ? stdout : stderr, came.words);
    return came.good ? kGood : kLater;
}

int install(const Options& options) {
    int code = kGood;
    const auto round = make_round(options, code);
    if (!round) return code;
    const auto told = [](int percent) { say(stdout, std::to_string(percent) + " %"); };
    const Result<void> installed = device::Updater(round->setup).install_file(options.file, told);
    if (!installed)
        return failed(installed.error(), installed.error().code == ErrorCode::Cancelled ? kLater : kTrouble);
    say(stdout, "installed; the kiosk starts anew");
    return kGood;
}

int status(const Options& options) {
    const device::UpdateState state = device::read_update_state(options.place.state_folder());
    say(stdout, "version  " + device::running_version(drivers::Machine(options.place.root)));
    if (const auto slot = device::Rauc({options.rauc}).running(); slot) {
        say(stdout, "slot     " + slot->name + (slot->good ? ", good" : ", not marked as good yet"));
    } else {
        say(stdout, "slot     not known: " + slot.error().context);
    }
    say(stdout, "update   " + std::string(device::word_of(state.phase)));
    if (!state.action.empty()) say(stdout, "action   " + state.action + ", version " + state.version);
    if (!state.detail.empty()) say(stdout, "detail   " + state.detail);
    return kGood;
}

}  // namespace

void add_update(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* update = app.add_subcommand("update", "Look for an update, install one, or say where it stands");
    update->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, int (*run)(const Options&)) {
        CLI::App* command = update->add_subcommand(name, what);
        options->place.add_to(*command);
        command->add_option("--device", options->device, "this kiosk's id; without it, from the machine's");
        command->add_option("--rauc", options->rauc, "RAUC's program")->type_name("FILE");
        command->add_option("--hand", options->hand, "the root helper's socket")->type_name("FILE");
        command->callback([options, &code, run] { code = run(*options); });
        return command;
    };
    add("check", "Ask the update server; install inside the window, never while a patient is here", check)
        ->add_flag("--now", options->now, "also before the server wants to be asked again");
    add("install", "Install a bundle from a file at once, but not while a patient is here", install)
        ->add_option("FILE", options->file, "a signed RAUC bundle")
        ->required();
    add("status", "Say which system runs and what is on its way", status);
}

}  // namespace vestibule::ctl
