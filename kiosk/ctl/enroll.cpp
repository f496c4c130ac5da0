// enroll - the commands about a kiosk's enrolment.
#include "kiosk/ctl/enroll.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <random>
#include <thread>

#include "kiosk/ctl/claim_codes.hpp"
#include "kiosk/ctl/tell_journal.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/enrolment/round.hpp"
#include "kiosk/device/enrolment/way.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;
using device::Claim;
using device::EnrolmentStanding;

constexpr int kGood = 0, kRefused = 1, kUsage = 64, kLater = 75;  // sysexits
constexpr const char* kRevocationTold = "revocation-told";        // in the state folder: of which certificate

struct Options {
    Claim claim;
    std::string text, ca, infrastructure, wifi_key, csv, sheet, state, device, runtime, hand = hand::kHandSocket;
    std::vector<std::string> files;
};
using Shared = std::shared_ptr<Options>;

void say(std::FILE* where, const std::string& text) {
    std::fputs((text + "\n").c_str(), where);
}

int refused(const Error& error, int code = kRefused) {
    say(stderr, "vestibulectl: " + error.sentence());
    say(stderr, "vestibulectl: " + std::string(describe(error.code).action));
    return code;
}

fs::path state_of(const Options& options) {
    return options.state.empty() ? device::default_state_folder() : fs::path(options.state);
}

Result<std::string> device_of(const Options& options) {
    return options.device.empty() ? device::device_id(state_of(options)) : Result<std::string>(options.device);
}

/// The standing in words; 0 when a kiosk can work, 75 when the same again may help, 1 when a person must.
int tell(const device::Outcome& outcome) {
    const bool works =
        outcome.standing == EnrolmentStanding::Enrolled || outcome.standing == EnrolmentStanding::RenewalDue;
    const bool later = outcome.standing == EnrolmentStanding::Pending || outcome.standing == EnrolmentStanding::Offline;
    std::FILE* where = works ? stdout : stderr;
    say(where, std::string(device::name_of(outcome.standing)));
    if (!outcome.detail.empty()) say(where, outcome.detail);
    if (outcome.ask_again) say(where, "ask again in " + std::to_string(outcome.ask_again->count()) + " s");
    return works ? kGood : later ? kLater : kRefused;
}

/// The journal hears of a certificate that is taken back once, however often it is tried.
void note_revoked(const Options& options, const device::Enrolment& enrolment) {
    const fs::path file = state_of(options) / kRevocationTold;
    const auto life = enrolment.life();
    const std::string of_which = life ? device::write_time(life->until) : "";
    if (const auto told = device::read_text(file); told && *told == of_which) return;
    tell_journal(state_of(options), journal::Say::certificate_revoked());
    if (const auto kept = device::replace_file(file, of_which); !kept) (void)refused(kept.error());
}

int told(const Options& options, const device::Enrolment& enrolment, const device::Outcome& outcome) {
    if (outcome.standing == EnrolmentStanding::Revoked) note_revoked(options, enrolment);
    return tell(outcome);
}

void tell_of_renewal(const Options& options, const Result<device::Life>& before, const Result<device::Life>& after) {
    if (!before || !after || after->until == before->until) return;
    const auto days = std::chrono::floor<std::chrono::days>(after->until - after->from).count();
    tell_journal(state_of(options), journal::Say::certificate_renewed(days));
}

int renew(const Options& options, device::Enrolment& enrolment) {
    const auto before = enrolment.life();
    const device::Outcome outcome = enrolment.renew();
    tell_of_renewal(options, before, enrolment.life());
    return told(options, enrolment, outcome);
}

int on_kiosk(const Options& options, const std::function<int(device::Enrolment&)>& act) {
    const Result<std::string> id = device_of(options);
    if (!id) return refused(id.error());
    const drivers::SystemClock clock;
    device::Enrolment enrolment(state_of(options), *id, clock);
    return act(enrolment);
}

/// The claim's Wi-Fi and time server, as set-up uses them: first the network, then whoever is at its end. True where
/// they are on their way; what could not be used is told, and the server is asked all the same.
bool prepare_way(const Options& options, const Claim& claim) {
    const auto changed = device::keep_way(state_of(options), claim);
    if (!changed) (void)refused(changed.error());
    Result<void> applied;
    if (changed && *changed) applied = hand::ask_hand({.verb = hand::Verb::Network, .port = {}}, options.hand);
    if (!applied) (void)refused(applied.error());
    if (!changed || !applied) {
        say(stderr, "vestibulectl: the claim's Wi-Fi and time server are not in use.");
        if (changed) say(stderr, "vestibulectl: they are kept: `vestibulectl network apply`, by root, uses them.");
        return false;
    }
    if (*changed) say(stdout, "the claim's network and time server are in use now");
    return *changed;
}

int take_claim(const Options& options) {
    std::string text = options.text;
    if (text == "-") std::getline(std::cin, text);  // other users of a machine see arguments, not what is typed
    const Result<Claim> claim = device::read_claim(text);
    if (!claim) return refused(claim.error(), kUsage);
    const bool comes = prepare_way(options, *claim);
    return on_kiosk(options, [&claim, comes](device::Enrolment& enrolment) {
        const auto until = std::chrono::steady_clock::now() + device::kNetworkComes;
        for (;;) {
            const device::Outcome outcome = enrolment.enrol(*claim);
            const bool not_there_yet =
                outcome.standing == EnrolmentStanding::Offline || outcome.standing == EnrolmentStanding::WrongClock;
            if (!comes || !not_there_yet || std::chrono::steady_clock::now() >= until) return tell(outcome);
            std::this_thread::sleep_for(device::kAskWhileItComes);
        }
    });
}

std::optional<device::VisitGate> close_for_patients(const Options& options) {
    return device::VisitGate::close_for_patients(options.runtime.empty() ? device::default_runtime_folder()
                                                                         : fs::path(options.runtime));
}

int pull(const Options& options) {
    return on_kiosk(options, [&options](device::Enrolment& enrolment) {
        const auto pulled = enrolment.pull([&options] { return close_for_patients(options); });
        if (pulled.serial) say(stdout, "bundle " + std::to_string(*pulled.serial) + " is in use now");
        return told(options, enrolment, pulled.outcome);
    });
}

/// What the timer starts: both, and nothing while the server asked to be left alone.
int keep(const Options& options) {
    return on_kiosk(options, [&options](device::Enrolment& enrolment) {
        static const drivers::SystemClock kClock;
        std::random_device random;
        std::uniform_real_distribution<double> part(0, 1);
        const auto before = enrolment.life();
        const device::EnrolmentRound round = device::enrolment_round(
            enrolment, {.state_folder = state_of(options),
                        .clock = &kClock,
                        .random = [&] { return part(random); },
                        .keep_patients_out = [&options] { return close_for_patients(options); }});
        if (!round.asked) {
            say(stdout, "asked again in " + std::to_string(round.waits.count()) + " s");
            return kGood;
        }
        tell_of_renewal(options, before, enrolment.life());
        const int renewed = told(options, enrolment, round.renewed);
        if (round.serial) say(stdout, "bundle " + std::to_string(*round.serial) + " is in use now");
        const int pulled = told(options, enrolment, round.pulled);
        return renewed == kGood ? pulled : renewed;
    });
}

int status(const Options& options) {
    return on_kiosk(options, [&options](device::Enrolment& enrolment) {
        say(stdout, "device   " + device_of(options).value());
        if (const auto record = enrolment.record(); record) {
            say(stdout, "name     " + record->name);
            say(stdout, "place    " + record->place);
            say(stdout, "site     " + record->site);
            say(stdout, "server   " + record->url);
        }
        say(stdout, "key      " + std::string(device::name_of(enrolment.key_keeper())));
        if (const auto life = enrolment.life(); life) {
            say(stdout, "renewal  " + device::write_time(life->renewal()));
            say(stdout, "expires  " + device::write_time(life->until));
        }
        if (const auto site = device::current_site(state_of(options)); site && *site) {
            say(stdout, "bundle   " + std::to_string((*site)->manifest.serial));
        }
        const device::Outcome outcome = enrolment.standing();
        if (outcome.standing == EnrolmentStanding::RenewalDue)
            say(stderr, "warning  the last third of its life has begun, and it did not renew itself");
        return tell(outcome);
    });
}

Result<std::string> pin_of_file(const fs::path& file) {
    const auto pem = device::read_text(file);
    if (!pem) return pem.error();
    auto pin = device::pin_of_pem(*pem);
    if (!pin) return Error{pin.error().code, file.string() + ": " + pin.error().context};
    return pin;
}

int print_sheet(const Options& options) {
    if (options.sheet.empty()) return refused({ErrorCode::BadOption, "--csv needs --sheet FILE"}, kUsage);
    const auto csv = device::read_text(options.csv);
    if (!csv) return refused(csv.error());
    // Files that the sheet names stand beside it.
    const fs::path folder = fs::path(options.csv).parent_path();
    const auto claims =
        read_sheet(*csv, options.claim, [&folder](const std::string& file) { return pin_of_file(folder / file); });
    if (!claims) return refused(claims.error());
    if (Result<void> written = write_sheet(*claims, options.sheet); !written) return refused(written.error());
    say(stdout, options.sheet + ": " + std::to_string(claims->size()) + " claims");
    return kGood;
}

int print_claims(Options& options) {
    for (const auto& [file, into] : {std::pair{&options.ca, &options.claim.pin},
                                     std::pair{&options.infrastructure, &options.claim.infrastructure}}) {
        if (file->empty()) continue;
        auto pin = pin_of_file(*file);
        if (!pin) return refused(pin.error());
        *into = std::move(pin).value();
    }
    if (!options.wifi_key.empty()) {
        auto key = device::read_text(options.wifi_key);
        if (!key) return refused(key.error());
        while (key->ends_with('\n') || key->ends_with('\r')) key->pop_back();
        options.claim.wifi_key = std::move(key).value();
    }
    if (!options.csv.empty()) return print_sheet(options);
    const std::string text = device::write_claim(options.claim);
    if (auto good = device::read_claim(text); !good) return refused(good.error(), kUsage);
    for (const std::string& file : options.files) {
        if (Result<void> written = write_code(options.claim, file); !written) return refused(written.error());
    }
    if (options.files.empty()) std::fputs(qr_text(text).c_str(), stdout);
    say(stdout, text);
    return kGood;
}

void add_printing(CLI::App& enroll, const Shared& options, int& code) {
    CLI::App* qr = enroll.add_subcommand("qr", "Print a claim, or a sheet of them, as QR codes");
    qr->add_option("--url", options->claim.url, "the facility's EST server, https")->required();
    qr->add_option("--site", options->claim.site, "as bundles name it")->required();
    CLI::Option_group* believed = qr->add_option_group("whom to believe");
    believed->require_option(1);
    believed->add_option("--pin", options->claim.pin, "SHA-256 of the CA's public key, hexadecimal");
    believed->add_option("--ca", options->ca, "the CA's certificate (PEM)");
    qr->add_option("--code", options->claim.code, "the one-time code that the server knows");
    qr->add_option("--name", options->claim.name, "what people call this kiosk");
    qr->add_option("--place", options->claim.place, "where it stands");
    qr->add_option("--proxy", options->claim.proxy, "http://host:port");
    qr->add_option("--infrastructure-ca", options->infrastructure,
                   "the certificate (PEM) of a CA that the site's network signs TLS with: believed for enrolment and "
                   "configuration too, never for patients' services");
    qr->add_option("--time", options->claim.time, "a time server, where the site's network names none");
    qr->add_option("--wifi", options->claim.wifi, "the name of a Wi-Fi network, where no cable is");
    // A key in an argument is seen by other users of the machine.
    qr->add_option("--wifi-key-file", options->wifi_key, "a file with its key; without it, an open one");
    qr->add_option("--out", options->files, "a file to write: .png or .svg; without any, to the terminal");
    qr->add_option("--csv", options->csv, sheet_columns());
    qr->add_option("--sheet", options->sheet, "write up to forty claims on an A4 page: .png or .svg");
    qr->callback([options, &code] { code = print_claims(*options); });
}

}  // namespace

void add_enroll(CLI::App& app, int& code) {
    const auto options = std::make_shared<Options>();
    CLI::App* enroll = app.add_subcommand("enroll", "Enrol this kiosk at its facility, or print claims for kiosks");
    enroll->require_subcommand(0, 1);
    enroll->add_option("--claim", options->text, "a claim's text; '-' reads it from the standard input");
    enroll->add_option("--state-dir", options->state, "the folder of the device store");
    enroll->add_option("--device", options->device, "this kiosk's id; without it, from the machine's");
    enroll->add_option("--hand", options->hand, "the root helper's socket")->type_name("SOCKET");
    enroll->add_option("--runtime-dir", options->runtime, "the folder of the visit's lock");
    add_printing(*enroll, options, code);
    enroll->add_subcommand("status", "Say where this kiosk stands")->callback([options, &code] {
        code = status(*options);
    });
    enroll->add_subcommand("keep", "Both renew and pull, as the timer does: not while the server is to be left alone")
        ->callback([options, &code] { code = keep(*options); });
    enroll->add_subcommand("renew", "Renew the kiosk's certificate and key if it is due")->callback([options, &code] {
        code = on_kiosk(*options, [&options](device::Enrolment& enrolment) { return renew(*options, enrolment); });
    });
    enroll->add_subcommand("pull", "Fetch the site's bundle and apply a newer one")->callback([options, &code] {
        code = pull(*options);
    });
    enroll->callback([enroll, options, &code] {
        if (!enroll->get_subcommands().empty()) return;
        if (options->text.empty()) throw CLI::RequiredError("--claim, qr, status, renew or pull");
        code = take_claim(*options);
    });
}

}  // namespace vestibule::ctl
