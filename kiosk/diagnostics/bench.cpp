// bench - puts together what the tests of this kiosk look at, from its settings.
#include "kiosk/diagnostics/bench.hpp"

#include "kiosk/device/os/hand_client.hpp"

namespace vestibule::diagnostics {

namespace {

Bench begun(const device::Config& config, const BenchOptions& options, const drivers::Clock& clock) {
    Bench bench;
    bench.machine = drivers::Machine(options.machine_root);
    bench.clock = &clock;
    bench.config = config;
    bench.state_folder = options.state_folder;
    bench.module_folder = options.module_folder;
    const bool here = options.machine_root == "/";
    if (here || !options.hand.empty())
        bench.set_lamp = [hand = options.hand.empty() ? hand::kHandSocket : options.hand](const std::string& name,
                                                                                          int percent) {
            return hand::ask_hand({.verb = hand::Verb::Light, .lamp = name, .percent = percent}, hand);
        };
    return bench;
}

}  // namespace

Result<Bench> make_bench(const device::Config& config, const BenchOptions& options, const drivers::Clock& clock) {
    Bench bench = begun(config, options, clock);
    const std::filesystem::path folder = config.profiles;
    for (const std::string& id : config.providers) {
        auto profile = identity::read_profile(folder / (id + ".toml"));
        if (!profile) return std::move(profile).error();
        bench.providers.push_back(std::move(profile).value());
    }
    auto network = records::read_profile(folder / (config.records + ".toml"));
    if (!network) return std::move(network).error();
    bench.network = std::move(network).value();
    return bench;
}

Bench bench_of(const device::Config& config, const BenchOptions& options, const drivers::Clock& clock) {
    Bench bench = begun(config, options, clock);
    const std::filesystem::path folder = config.profiles;
    for (const std::string& id : config.providers) {
        if (auto profile = identity::read_profile(folder / (id + ".toml")))
            bench.providers.push_back(std::move(profile).value());
    }
    if (auto network = records::read_profile(folder / (config.records + ".toml")))
        bench.network = std::move(network).value();
    return bench;
}

}  // namespace vestibule::diagnostics
