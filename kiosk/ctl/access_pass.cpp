// access_pass - `vestibulectl access key|qr|show|offer`: signed passes at a desk, and a stick's on their way to the
// door.
#include <iostream>
#include <random>

#include "kiosk/ctl/access.hpp"
#include "kiosk/ctl/claim_codes.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/device/access/access.hpp"
#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/bundle/manifest.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/os/medium.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;
using device::Pass;
using device::PassWay;

constexpr int kPatientHere = 75;  // sysexits: try again later
constexpr std::chrono::hours kKeyGood{24 * 90}, kCodeGood{24};

struct Options {
    Pass pass;
    std::string role = "technician", from, until, certificate, key, file, signer, site, device, root = "/", state,
                runtime;
    std::vector<std::string> files;
    bool any_stick = false, known_signer = false;
};
using Shared = std::shared_ptr<Options>;

Error bad(std::string what) {
    return {ErrorCode::BadOption, std::move(what)};
}

drivers::WallTime now() {
    return drivers::SystemClock().wall();
}

Result<drivers::WallTime> time_of(const char* option, const std::string& text, drivers::WallTime otherwise) {
    if (text.empty()) return otherwise;
    if (const auto time = device::read_time(text)) return *time;
    return bad(std::string(option) + ": expected a time such as 2027-01-31T00:00:00Z");
}

/// The pass that the options ask for, signed.
Result<std::string> made(Options& options, PassWay way) {
    Pass& pass = options.pass;
    pass.way = way;
    pass.role = options.role == "facility-it" ? device::StaffRole::FacilityIt : device::StaffRole::Technician;
    if (pass.serial == 0) {
        std::random_device random;
        pass.serial = std::uniform_int_distribution<int>(1, device::kPassSerialHighest)(random);
    }
    const auto from = time_of("--not-before", options.from, now());
    if (!from) return from.error();
    const auto until = time_of("--expires", options.until, *from + (way == PassWay::Key ? kKeyGood : kCodeGood));
    if (!until) return until.error();
    pass.not_before = *from;
    pass.expires = *until;
    device::Signature by{.certificate_pem = {}, .key_pem = {}, .known_signer = options.known_signer};
    for (const auto& [file, text] :
         {std::pair{&options.certificate, &by.certificate_pem}, {&options.key, &by.key_pem}}) {
        auto read = device::read_text(*file);
        if (!read) return std::move(read).error();
        *text = std::move(read).value();
    }
    return device::sign_pass(pass, by);
}

void list(const Pass& pass) {
    std::string devices;
    for (const std::string& each : pass.devices) devices += (devices.empty() ? "" : ", ") + each;
    const bool key = pass.way == PassWay::Key;
    say(stdout, std::string("pass     ") + (key ? "key on a stick" : "code before the camera, once a kiosk"));
    say(stdout, "site     " + pass.site);
    say(stdout, "devices  " + (devices.empty() ? "every kiosk of the site" : devices));
    say(stdout, "person   " + std::to_string(pass.person));
    say(stdout, std::string("role     ") + (pass.role == device::StaffRole::FacilityIt ? "facility-it" : "technician"));
    say(stdout, "serial   " + std::to_string(pass.serial));
    say(stdout, "from     " + device::write_time(pass.not_before));
    say(stdout, "expires  " + device::write_time(pass.expires));
    if (key) say(stdout, "stick    " + (pass.medium.empty() ? "any" : pass.medium));
}

/// What lies on another stick is another key: it is bound to the one that it is written to.
int make_key(Options& options) {
    if (!options.file.ends_with(device::kPassEnding))
        return failed(bad("--out " + options.file + ": a kiosk looks for files that end with " + device::kPassEnding),
                      kUsage);
    if (!options.any_stick) {
        const fs::path folder = fs::absolute(options.file).parent_path();
        options.pass.medium = device::medium_of(folder, drivers::Machine(options.root));
        if (options.pass.medium.empty())
            return failed(bad("--out " + options.file +
                              ": this is on no USB stick with a serial number of its own. "
                              "Write it onto the stick, or say --any-stick: then every copy of it opens the door, too"),
                          kUsage);
    }
    const auto der = made(options, PassWay::Key);
    if (!der) return failed(der.error(), der.error().code == ErrorCode::BadOption ? kUsage : kTrouble);
    if (const auto written = device::replace_file(options.file, *der); !written) return failed(written.error());
    list(options.pass);
    return kGood;
}

int make_code(Options& options) {
    const auto der = made(options, PassWay::Code);
    if (!der) return failed(der.error(), der.error().code == ErrorCode::BadOption ? kUsage : kTrouble);
    const auto text = device::pass_code(*der);
    if (!text) return failed(text.error());
    const Pass& pass = options.pass;
    const Printed printed{*text, pass.site + ", staff number " + std::to_string(pass.person),
                          "until " + device::write_time(pass.expires) + ", serial " + std::to_string(pass.serial)};
    for (const std::string& file : options.files) {
        if (Result<void> written = write_code(printed, file); !written) return failed(written.error());
    }
    if (options.files.empty()) std::fputs(qr_text(*text).c_str(), stdout);
    say(stdout, *text);
    list(pass);
    return kGood;
}

/// A file of either kind, or a code's text on the standard input.
Result<std::string> read_any(const std::string& file) {
    std::string text;
    if (file == "-") {
        std::getline(std::cin, text);
    } else {
        auto read = device::read_text(file);
        if (!read) return read;
        text = std::move(read).value();
    }
    std::string line = text.substr(0, text.find_first_of("\r\n"));
    auto der = device::pass_of_code(line);
    return der ? std::move(*der) : text;
}

int show(const Options& options) {
    const auto der = read_any(options.file);
    if (!der) return failed(der.error());
    const auto anchors = device::read_text(options.signer);
    if (!anchors) return failed(anchors.error());
    const auto opened = device::open_pass(*der, *anchors, now());
    if (!opened) return failed(opened.error());
    list(opened->pass);
    say(stdout, "signer   " + opened->signer);
    say(stdout, "         sha256 " + opened->signer_sha256);
    const fs::path folder = fs::absolute(options.file).parent_path();
    const auto good =
        device::judge_pass(opened->pass, {.site = options.site,
                                          .device = options.device,
                                          .way = opened->pass.way,
                                          .medium = device::medium_of(folder, drivers::Machine(options.root)),
                                          .now = now(),
                                          .revoked = {},
                                          .revoked_persons = {}});
    return good ? kGood : failed(good.error());
}

/// As the stick's unit does: the screen leads to the door, and the door judges.
int offer(const Options& options) {
    const fs::path state = options.state.empty() ? device::default_state_folder() : fs::path(options.state);
    const fs::path runtime = options.runtime.empty() ? device::default_runtime_folder() : fs::path(options.runtime);
    auto passes = device::passes_on(options.file);
    if (!passes) return failed(passes.error());
    if (passes->empty()) {
        say(stdout, "no key on the stick");
        return kGood;
    }
    const auto bundles = device::files_on_stick(options.file, device::kStickEnding);
    if (bundles && !bundles->empty() && device::takes_sticks(state, runtime)) {
        say(stdout, "the stick's bundle comes first; plug it in again for its key");
        return kGood;
    }
    if (device::VisitGate::patient_is_here(runtime)) {
        say(stderr, "vestibulectl: a patient is being served; plug the stick in again later");
        return kPatientHere;
    }
    const device::PassOffer offered{std::move(passes).value(),
                                    device::medium_of(options.file, drivers::Machine(options.root))};
    if (const auto left = device::leave_offer(runtime, offered); !left) return failed(left.error());
    say(stdout, "the stick's key is offered to the door of technician mode");
    return kGood;
}

CLI::App* add_making(CLI::App& access, const Shared& options, const char* name, const char* what) {
    CLI::App* command = access.add_subcommand(name, what);
    command->add_option("--site", options->pass.site, "the site that it opens, as bundles name it")->required();
    command->add_option("--device", options->pass.devices, "a kiosk's id; without any, every kiosk of the site");
    command->add_option("--person", options->pass.person, "the number that the site gave to them")
        ->required()
        ->check(CLI::Range(device::kPersonLowest, device::kPersonHighest));
    command->add_option("--role", options->role, "technician, or facility-it")
        ->check(CLI::IsMember({"technician", "facility-it"}));
    command->add_option("--not-before", options->from, "2027-01-31T00:00:00Z; without it, now")->type_name("TIME");
    command->add_option("--serial", options->pass.serial, "by which it can be revoked; without it, one by chance")
        ->check(CLI::Range(1, device::kPassSerialHighest));
    command->add_option("--certificate", options->certificate, "the signer's (PEM), as for a bundle")->required();
    command->add_option("--key", options->key, "the signer's (PEM)")->required();
    command->add_flag("--known-signer", options->known_signer,
                      "leave the certificate out: the site's signer.pem holds it itself");
    return command;
}

}  // namespace

void add_passes(CLI::App& access, int& code) {
    const auto options = std::make_shared<Options>();
    CLI::App* key = add_making(access, options, "key", "Make a key: a signed file that opens the door from its stick");
    key->add_option("--expires", options->until, "at most 400 days later; without it, after 90")->type_name("TIME");
    key->add_option("--out", options->file, "the file on the stick, ending with .pass")->required();
    key->add_flag("--any-stick", options->any_stick, "good on every stick: copies open the door, too");
    key->add_option("--machine-root", options->root, "read /sys below this folder")->type_name("DIR");
    key->callback([options, &code] { code = make_key(*options); });
    CLI::App* qr = add_making(access, options, "qr", "Make a code for the kiosk's camera, good once on each kiosk");
    qr->add_option("--expires", options->until, "at most 7 days later; without it, after one")->type_name("TIME");
    qr->add_option("--out", options->files, "a file to write: .png or .svg; without any, to the terminal");
    qr->callback([options, &code] { code = make_code(*options); });
    CLI::App* shown = access.add_subcommand("show", "Verify a key or a code and say what it opens");
    shown->add_option("FILE", options->file, "a key, or a file with a code's text; '-' reads that from the input")
        ->required();
    shown->add_option("--signer", options->signer, "certificates (PEM) of whom to believe")->required();
    shown->add_option("--site", options->site, "the site that it must be for");
    shown->add_option("--device", options->device, "a kiosk's id that it must be for");
    shown->add_option("--machine-root", options->root, "read /sys below this folder")->type_name("DIR");
    shown->callback([options, &code] { code = show(*options); });
    CLI::App* offers = access.add_subcommand("offer", "Offer a stick's keys to the door, as when it is plugged in");
    offers->add_option("--from", options->file, "the stick's folder")->type_name("DIR")->required();
    offers->add_option("--state-dir", options->state, "the folder of the device store")->type_name("DIR");
    offers->add_option("--runtime-dir", options->runtime, "the folder of the visit's lock")->type_name("DIR");
    offers->add_option("--machine-root", options->root, "read /sys below this folder")->type_name("DIR");
    offers->callback([options, &code] { code = offer(*options); });
}

}  // namespace vestibule::ctl
