// deliver - the program `vestibule-deliver`: tells services what a visit could not, and ends when nothing is due.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "kiosk/device/last_good.hpp"
#include "kiosk/device/obligations/delivery.hpp"
#include "kiosk/device/os/runtime.hpp"

namespace {

using namespace vestibule;

constexpr int kGood = 0, kFailed = 1, kUsage = 64, kConfiguration = 78;
constexpr const char* kKeyFile = "delivery.key";

struct Options {
    std::string config, state, key, ca_file, client_certificate, client_key, make_key;
    bool now = false;
};

int failed(const Error& error, int code) {
    std::fprintf(stderr, "vestibule-deliver: %s\nvestibule-deliver: %s\n", error.sentence().c_str(),
                 std::string(describe(error.code).action).c_str());
    return code;
}

/// systemd hands the key to this service alone (LoadCredential=).
std::filesystem::path key_file(const Options& options) {
    if (!options.key.empty()) return options.key;
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    return std::filesystem::path(credentials != nullptr ? credentials : "/etc/vestibule") / kKeyFile;
}

int make_key(const Options& options) {
    const auto key = journal::Key::make(journal::KeyKind::X25519);
    if (!key) return failed(key.error(), kFailed);
    if (auto written = key->write_private(key_file(options)); !written) return failed(written.error(), kFailed);
    if (auto written = key->write_public(options.make_key); !written) return failed(written.error(), kFailed);
    return kGood;
}

int deliver(const Options& options) {
    const auto state = options.state.empty() ? device::default_state_folder() : std::filesystem::path(options.state);
    // As the visit that left something to tell: a site's authorities and proxy are in its bundle, not in the file.
    auto chosen = device::config_in_use({.file = options.config, .state = state});
    if (!chosen) return failed(chosen.error(), kConfiguration);
    for (const Error& remark : chosen->remarks)
        std::fprintf(stderr, "vestibule-deliver: %s\n", remark.sentence().c_str());
    device::Config& config = chosen->config;
    const auto override_with = [](const std::string& given, std::string& setting) {
        if (!given.empty()) setting = given;
    };
    override_with(options.ca_file, config.ca_file);
    override_with(options.client_certificate, config.client_certificate);
    override_with(options.client_key, config.client_key);
    const auto key = journal::Key::read_private(key_file(options), journal::KeyKind::X25519);
    if (!key) return failed(key.error(), kConfiguration);
    const drivers::SystemClock clock;
    std::random_device random;
    std::uniform_real_distribution<double> part(0, 1);
    const auto client = net::make_client({.ca_file = config.ca_file,
                                          .client_certificate = config.client_certificate,
                                          .client_key = config.client_key,
                                          .proxy = config.proxy});
    const auto tally = device::deliver_due(
        {.state_folder = state, .clock = &clock, .random = [&] { return part(random); }, .now = options.now}, *key,
        *client);
    if (!tally) return failed(tally.error(), kFailed);
    for (const Error& failure : tally->failures) {
        std::fprintf(stderr, "vestibule-deliver: %s\n", failure.sentence().c_str());
    }
    std::printf("%d delivered, %lld expired, %d unreadable, %lld waiting\n", tally->delivered,
                static_cast<long long>(tally->expired), tally->unreadable, static_cast<long long>(tally->waiting));
    return kGood;
}

}  // namespace

int main(int argc, char** argv) {
    vestibule::device::keep_memory_private();
    Options options;
    CLI::App app("vestibule-deliver - tells services what a visit could not tell them", "vestibule-deliver");
    app.add_option("--config", options.config, "Configuration file (TOML)")->type_name("FILE");
    app.add_option("--state-dir", options.state, "Folder of the device store")->type_name("DIR");
    app.add_option("--key", options.key, "The private key that opens what is kept")->type_name("FILE");
    app.add_option("--make-key", options.make_key, "Make that key, and write its public half here")->type_name("FILE");
    app.add_option("--ca-file", options.ca_file, "CA certificates (PEM) instead of the system's own")
        ->type_name("FILE");
    app.add_option("--client-certificate", options.client_certificate, "This kiosk's certificate (PEM)")
        ->type_name("FILE");
    app.add_option("--client-key", options.client_key, "This kiosk's key (PEM)")->type_name("FILE");
    app.add_flag("--now", options.now, "Also what waits for its next try");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {  // the library's border: it throws
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "vestibule-deliver: %s. Run it with --help.\n", error.what());
        return kUsage;
    }
    return options.make_key.empty() ? deliver(options) : make_key(options);
}
