// support - `vestibulectl support`: shows what a support bundle would hold, writes it, and reads one.
#include "kiosk/diagnostics/support.hpp"

#include <CLI/CLI.hpp>

#include "kiosk/ctl/common.hpp"
#include "kiosk/ctl/support.hpp"

namespace vestibule::ctl {

namespace {

struct Options {
    Place place;
    std::string out, file, section, public_key;
};

Result<nlohmann::json> make(const Options& options) {
    static const drivers::SystemClock kClock;
    const auto key = diagnostics::kiosk_key(options.place.state_folder());
    if (!key) return key.error();
    const auto bench = options.place.bench(kClock);
    if (!bench) return bench.error();
    return diagnostics::make_bundle(diagnostics::collect(diagnostics::collectors_for(*bench)),
                                    {bench->config.facility_name, kClock.wall()}, *key);
}

int save(const Options& options, bool write) {
    const auto bundle = make(options);
    if (!bundle) return failed(bundle.error(), kWrongFile);
    std::fputs(diagnostics::preview(*bundle).c_str(), stdout);
    if (!write) return kGood;
    const auto written = device::replace_file(options.out, diagnostics::bundle_text(*bundle));
    if (!written) return failed(written.error());
    say(stdout, options.out);
    return kGood;
}

int show(const Options& options) {
    std::optional<journal::PublicKey> trusted;
    if (!options.public_key.empty()) {
        const auto key = journal::Key::read_public(options.public_key, journal::KeyKind::Ed25519);
        if (!key) return failed(key.error(), kWrongFile);
        trusted = key->public_key();
    }
    const auto bundle = diagnostics::read_verified(options.file, diagnostics::kSupportKind, trusted);
    if (!bundle) return failed(bundle.error(), kWrongFile);
    if (options.section.empty()) {
        std::fputs(diagnostics::preview(*bundle).c_str(), stdout);
        return kGood;
    }
    const auto sections = bundle->find("sections");
    if (sections == bundle->end() || !sections->contains(options.section)) {
        say(stderr, "vestibulectl: the bundle holds no section '" + options.section + "'");
        return kUsage;
    }
    std::fputs(sections->at(options.section).get<std::string>().c_str(), stdout);
    return kGood;
}

}  // namespace

void add_support(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* support = app.add_subcommand("support", "Make or read a support bundle: nothing of a patient's is in it");
    support->require_subcommand(1);
    CLI::App* previewed = support->add_subcommand("preview", "Say what a bundle would hold, and write nothing");
    options->place.add_to(*previewed);
    previewed->callback([options, &code] { code = save(*options, false); });
    CLI::App* saved = support->add_subcommand("save", "Write a bundle, signed, at most 5 MiB");
    options->place.add_to(*saved);
    saved->add_option("--out", options->out, "the file to write")->type_name("FILE")->required();
    saved->callback([options, &code] { code = save(*options, true); });
    CLI::App* shown =
        support->add_subcommand("show", "Check a bundle's signature, and print its manifest or a section");
    shown->add_option("FILE", options->file, "the bundle")->required();
    shown->add_option("SECTION", options->section, "the section to print");
    shown->add_option("--key", options->public_key, "the kiosk's public key")->type_name("FILE");
    shown->callback([options, &code] { code = show(*options); });
}

}  // namespace vestibule::ctl
