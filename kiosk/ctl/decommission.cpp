// decommission - asks twice, takes the journal away first, erases, and writes the certificate.
#include "kiosk/ctl/decommission.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "kiosk/decommission/decommission.hpp"
#include "kiosk/device/access/access.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/journal/export.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;
constexpr int kPatientHere = 75;  // sysexits: try again later
constexpr const char *kWord = "ERASE", *kDeliveryKey = "/etc/vestibule/delivery.key";

struct Options {
    Place place;
    std::string out, file, public_key, device;
    int person = 0;
    bool without_journal = false;
};

bool hears(const std::string& question, const std::string& wanted) {
    say(stdout, question);
    std::string line;
    return std::getline(std::cin, line) && line == wanted;
}

/// Signed with the key that goes: afterwards nobody can make it any more.
Result<void> take_journal(const fs::path& state, const fs::path& out, const drivers::Clock& clock) {
    const auto key = diagnostics::kiosk_key_or_new(state);
    if (!key) return key.error();
    std::string text;
    {
        auto store = journal::Store::open(state, clock);
        if (!store) return std::move(store).error();
        auto made = journal::make_export(*store, *key);
        if (!made) return std::move(made).error();
        if (auto noted = journal::note_export(*store); !noted) return noted;
        text = std::move(made).value();
    }
    return device::put_file(out / "journal.txt", text);
}

Result<void> begin(const Options& options, const std::string& device, const drivers::Clock& clock) {
    const fs::path state = options.place.state_folder();
    if (!options.out.empty()) {
        if (auto taken = take_journal(state, options.out, clock); !taken) return taken;
    }
    decommission::Order order{.person = options.person, .device = device, .language = "en", .config = {}};
    if (auto config = options.place.config_in_use()) {
        order.config = std::move(config).value();
    } else if (const auto local = device::read_local(state)) {
        order.config = device::with_local(order.config, *local);
    }
    return decommission::begin(state, order, clock);
}

int carry_out(const Options& options, const drivers::Clock& clock) {
    const fs::path state = options.place.state_folder();
    const auto made = decommission::go_on(state, clock);
    if (!made) return failed(made.error());
    for (const std::string& line : decommission::certificate_lines(made->document)) say(stdout, line);
    say(stdout, made->code);
    for (const auto& [name, bytes] : decommission::certificate_files(*made)) {
        if (options.out.empty()) break;
        // Kept in the state folder until it is written: it can be written by another call.
        if (auto written = device::put_file(fs::path(options.out) / name, bytes); !written)
            return failed(written.error());
        say(stdout, (fs::path(options.out) / name).string() + ": written");
    }
    if (const auto done = decommission::finish(state, clock); !done) return failed(done.error());
    std::error_code error;
    if (fs::exists(kDeliveryKey, error))
        say(stderr, std::string(kDeliveryKey) + " is root's and still there: erase it");
    say(stdout, "this kiosk has forgotten what it is; start the machine anew");
    return kGood;
}

int run(const Options& options) {
    static const drivers::SystemClock kClock;
    const fs::path state = options.place.state_folder();
    const auto gate = device::VisitGate::close_for_patients(options.place.runtime_folder());
    if (!gate) {
        say(stderr, "vestibulectl: somebody is at the kiosk; try again later");
        return kPatientHere;
    }
    if (decommission::is_under_way(state)) return carry_out(options, kClock);  // it was begun before
    if (options.out.empty() && !options.without_journal) {
        say(stderr, "vestibulectl: the journal would be lost: name a folder with --out, or say --without-journal");
        return kUsage;
    }
    if (options.person < device::kPersonLowest || options.person > device::kPersonHighest) {
        say(stderr, "vestibulectl: --person: the number of whoever answers for it");
        return kUsage;
    }
    const auto device = options.device.empty() ? device::device_id(state) : Result<std::string>(options.device);
    if (!device) return failed(device.error());
    say(stdout, "This erases keys, certificate, enrolment, settings, Wi-Fi keys, secrets of staff access, journal and");
    say(stdout, "results of the kiosk " + *device + ". It cannot be undone.");
    if (options.out.empty()) say(stdout, "The journal was not taken. It is lost.");
    if (!hears(fmt::format("Type {} if you mean it:", kWord), kWord) ||
        !hears("Type the kiosk's id, as it stands above:", *device)) {
        say(stderr, "vestibulectl: nothing is erased");
        return kTrouble;
    }
    if (const auto begun = begin(options, *device, kClock); !begun) return failed(begun.error());
    return carry_out(options, kClock);
}

int verify(const Options& options) {
    std::optional<journal::PublicKey> trusted;
    if (!options.public_key.empty()) {
        const auto key = journal::Key::read_public(options.public_key, journal::KeyKind::Ed25519);
        if (!key) return failed(key.error(), kWrongFile);
        trusted = key->public_key();
    }
    const auto holds = diagnostics::read_verified(options.file, decommission::kCertificateKind, trusted);
    if (!holds) return failed(holds.error(), kWrongFile);
    for (const std::string& line : decommission::certificate_lines(*holds)) say(stdout, line);
    if (!trusted) say(stdout, "signed by the key that it names; --key says whether that is the kiosk's");
    return kGood;
}

}  // namespace

void add_decommission(CLI::App& app, int& code) {
    const auto options = std::make_shared<Options>();
    CLI::App* all = app.add_subcommand("decommission", "Have the kiosk forget what it is; check its certificate");
    all->require_subcommand(1);
    CLI::App* runs =
        all->add_subcommand("run", "Erase keys, settings, secrets and journal; asks twice on the terminal");
    options->place.add_to(*runs);
    runs->add_option("--person", options->person, "the staff number of whoever answers for it");
    runs->add_option("--out", options->out, "a folder for the signed journal and the certificate")
        ->type_name("DIR")
        ->check(CLI::ExistingDirectory);
    runs->add_option("--device", options->device, "this kiosk's id; without it, from the machine's");
    runs->add_flag("--without-journal", options->without_journal, "nobody takes the journal: it is lost");
    runs->callback([options, &code] { code = run(*options); });
    CLI::App* verifies = all->add_subcommand("verify", "Check a certificate of erasure");
    verifies->add_option("FILE", options->file, "erasure-certificate.json")->required();
    verifies->add_option("--key", options->public_key, "the kiosk's public key (PEM)")->type_name("FILE");
    verifies->callback([options, &code] { code = verify(*options); });
}

}  // namespace vestibule::ctl
