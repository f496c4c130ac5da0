// network_apply - reads both plans, writes the files, and has what reads them start anew.
#include "kiosk/ctl/network_apply.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "drivers/machine/machine.hpp"
#include "kiosk/device/key/private_key.hpp"
#include "kiosk/device/last_good.hpp"
#include "kiosk/device/os/child.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;
using device::NetworkPlan;

constexpr int kGood = 0, kRefused = 1, kWrongFile = 78;
constexpr std::chrono::seconds kPatience{20};
constexpr std::array kAll{device::kWiredFile, device::kWifiFile, device::kTimeFile, device::kWiredSupplicant,
                          device::kWifiSupplicant};

Result<NetworkPlan> plan_in(const fs::path& folder) {
    std::error_code error;
    const fs::path file = folder / device::kNetworkName;
    if (!fs::exists(file, error)) return NetworkPlan{};
    const auto text = device::read_text(file);
    if (!text) return text.error();
    return device::read_network(*text, file.string());
}

void run(const std::vector<std::string>& words) {
    const auto end = device::run_child(words, kPatience);
    if (!end || end->code != 0) std::fprintf(stderr, "vestibulectl: %s did not work\n", words[0].c_str());
}

/// Whoever reads the files: the network itself, and for each device the program that signs it in.
void reload() {
    run({"/usr/bin/networkctl", "reload"});
    run({"/usr/bin/systemctl", "--no-block", "try-restart", "systemd-timesyncd.service"});
    const drivers::Machine machine;
    for (const std::string& name : machine.names("sys/class/net")) {
        const std::string folder = "sys/class/net/" + name + "/";
        if (!machine.has(folder + "device")) continue;  // a bridge or a tunnel
        const bool wireless = machine.has(folder + "wireless") || machine.has(folder + "phy80211");
        const std::string unit = (wireless ? "vestibule-wifi@" : "vestibule-wired@") + name + ".service";
        run({"/usr/bin/systemctl", "--no-block", "restart", unit});
    }
}

}  // namespace

Result<NetworkPlan> network_plan(const fs::path& state) {
    auto of_site = plan_in(device::site_config(state).parent_path()), own = plan_in(state);
    if (!of_site) return of_site;
    if (!own) return own;
    return device::merged(std::move(of_site).value(), *own);
}

Result<bool> write_network_files(const fs::path& state, const fs::path& run) {
    const fs::path site = device::site_config(state).parent_path();
    const auto plan = network_plan(state);
    if (!plan) return plan.error();
    const device::KeyFiles pair = device::key_files(state / "device.crt", state / "device.key");
    const auto files =
        device::network_files(*plan, {.bundle = site.string(), .certificate = pair.certificate, .key = pair.key});
    bool changed = false;
    for (const char* name : kAll) {
        const fs::path file = run / name;
        std::error_code error;
        const auto wanted = files.find(name);
        if (wanted == files.end()) {
            changed = fs::remove(file, error) || changed;
            continue;
        }
        const auto before = device::read_text(file);
        if (before && *before == wanted->second) continue;
        const bool made = fs::create_directories(file.parent_path(), error);
        const bool secret = name == device::kWiredSupplicant || name == device::kWifiSupplicant;
        const auto readers = secret ? device::FileFor::Owner : device::FileFor::Everybody;
        // The unit's umask is for keys; systemd-networkd and systemd-timesyncd are users of their own.
        if (made && !secret) fs::permissions(file.parent_path(), static_cast<fs::perms>(0755), error);
        if (Result<void> put = device::replace_file(file, wanted->second, readers); !put) return std::move(put).error();
        changed = true;
    }
    return changed;
}

void add_network_apply(CLI::App& network, int& code) {
    struct Options {
        std::string state, run = "/run";
        bool files_only = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* apply = network.add_subcommand("apply", "Have the system keep to the plan of this kiosk's network; root");
    apply->add_option("--state-dir", options->state, "the folder of the device store");
    apply->add_option("--run-dir", options->run, "where the system's programs look for their files");
    apply->add_flag("--files-only", options->files_only, "write the files and start nothing anew");
    apply->callback([options, &code] {
        const fs::path state = options->state.empty() ? device::default_state_folder() : fs::path(options->state);
        const auto changed = write_network_files(state, options->run);
        code = changed ? kGood : changed.error().code == ErrorCode::BadConfiguration ? kWrongFile : kRefused;
        if (!changed) {
            std::fputs(("vestibulectl: " + changed.error().sentence() + "\n").c_str(), stderr);
            std::fputs("vestibulectl: the network is as it was\n", stderr);
            return;
        }
        std::fputs(*changed ? "the network's files are new\n" : "nothing has changed\n", stdout);
        if (*changed && !options->files_only) reload();
    });
}

}  // namespace vestibule::ctl
