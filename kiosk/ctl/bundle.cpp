// bundle - the commands about a site's bundle; the facility makes one at a desk, a kiosk applies it.
#include "kiosk/ctl/bundle.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "kiosk/ctl/tell_journal.hpp"
#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/access/trust.hpp"
#include "kiosk/device/brand/logo.hpp"
#include "kiosk/device/brand/texts.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/bundle/stick_update.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;
using device::Files;

constexpr int kGood = 0, kRefused = 1, kPatientHere = 75;  // sysexits: try again later

struct Options {
    std::string folder, from, file, out, signer, certificate, key, site, expires, device, state, runtime;
    std::vector<std::string> devices;
    int serial = 0;
    bool trust_clock = false, if_awaited = false;
};
using Shared = std::shared_ptr<Options>;

void say(std::FILE* where, const std::string& text) {
    std::fputs((text + "\n").c_str(), where);
}

int refused(const Error& error) {
    say(stderr, "vestibulectl: " + error.sentence());
    say(stderr, "vestibulectl: " + std::string(describe(error.code).action));
    return kRefused;
}

drivers::WallTime now() {
    return drivers::SystemClock().wall();
}

/// Every file below the folder, by the path that it has in the bundle.
Result<Files> gather(const fs::path& folder) {
    Files files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory()) continue;
        Result<std::string> bytes = device::read_text(it->path());
        if (!bytes) return std::move(bytes).error();
        files.emplace(fs::relative(it->path(), folder).generic_string(), std::move(bytes).value());
    }
    if (error) return Error{ErrorCode::FileUnreadable, folder.string() + ": " + error.message()};
    return files;
}

int put(const std::string& file, const Result<std::string>& bytes) {
    if (!bytes) return refused(bytes.error());
    if (Result<void> written = device::replace_file(file, *bytes); !written) return refused(written.error());
    say(stdout, file + ": " + std::to_string(bytes->size()) + " bytes");
    return kGood;
}

int create(const Options& options) {
    device::Manifest manifest;
    manifest.site = options.site;
    manifest.devices = options.devices;
    manifest.serial = options.serial;
    manifest.created = now();
    if (!options.expires.empty()) {
        manifest.expires = device::read_time(options.expires);
        if (!manifest.expires) {
            return refused({ErrorCode::BadOption, "--expires: expected a time such as 2027-01-31T00:00:00Z"});
        }
    }
    const Result<Files> files = gather(options.folder);
    if (!files) return refused(files.error());
    return put(options.out, device::make_bundle(manifest, *files));
}

int sign(const Options& options) {
    const auto content = device::read_text(options.file), certificate = device::read_text(options.certificate),
               key = device::read_text(options.key);
    for (const auto* read : {&content, &certificate, &key}) {
        if (!*read) return refused(read->error());
    }
    return put(options.out, device::sign_cms(*content, *certificate, *key));
}

/// What of the facility's own look and words patients will see.
void list_branding(const Files& files) {
    for (const auto& [path, bytes] : files) {
        if (!path.starts_with("branding/")) continue;
        if (const auto logo = device::read_logo(bytes, path)) {
            say(stdout,
                "logo     " + std::to_string(logo->width_px) + " x " + std::to_string(logo->height_px) + " pixels");
        }
        const auto texts = device::read_site_texts(bytes, path, {});
        if (!texts) continue;
        for (const auto& [language, sentences] : *texts) {
            for (const auto& [text, words] : sentences) {
                const auto& entry = device::kSiteTexts.at(static_cast<std::size_t>(text));
                say(stdout, "text     " + language + " " + std::string(entry.key) + ": " + words);
            }
        }
    }
}

void list(const device::Bundle& bundle) {
    const device::Manifest& manifest = bundle.manifest;
    std::string devices;
    for (const std::string& each : manifest.devices) devices += (devices.empty() ? "" : ", ") + each;
    say(stdout, "site     " + manifest.site);
    say(stdout, "serial   " + std::to_string(manifest.serial));
    say(stdout, "created  " + device::write_time(manifest.created));
    say(stdout, "expires  " + (manifest.expires ? device::write_time(*manifest.expires) : "never"));
    say(stdout, "devices  " + (devices.empty() ? "every kiosk of the site" : devices));
    say(stdout, "signer   " + bundle.signer);
    say(stdout, "         sha256 " + bundle.signer_sha256);
    for (const device::BundleFile& file : manifest.files) {
        say(stdout, "file     " + file.path + "  " + std::to_string(file.size_bytes) + " bytes");
    }
    list_branding(bundle.files);
}

int verify(const Options& options, bool shown) {
    const auto bytes = device::read_text(options.file), anchors = device::read_text(options.signer);
    if (!bytes) return refused(bytes.error());
    if (!anchors) return refused(anchors.error());
    const auto bundle = device::open_bundle(
        *bytes, {.anchors_pem = *anchors, .site = options.site, .device = options.device, .now = now()});
    if (!bundle) return refused(bundle.error());
    if (shown) {
        list(*bundle);
    } else {
        say(stdout, options.file + ": no errors");
    }
    return kGood;
}

/// Whom the first bundle is measured by: who was named, else whom the image names, else the facility of the enrolment.
Result<std::optional<device::FirstTrust>> first_trust(const Options& options, const fs::path& state,
                                                      const std::string& id) {
    if (!options.signer.empty()) {
        auto anchors = device::read_text(options.signer);
        if (!anchors) return std::move(anchors).error();
        return std::optional(device::FirstTrust{std::move(anchors).value(), options.site});
    }
    auto here = device::first_trust_here(state, id);
    if (here && here->site.empty()) here->site = options.site;
    return here;
}

/// A stick that is looked at by itself, for a bundle, and that carries only somebody's key: that is the door's
/// business.
bool only_a_key(const Options& options) {
    if (!options.if_awaited || options.from.empty()) return false;
    const auto bundles = device::files_on_stick(options.from, device::kStickEnding);
    const auto keys = device::files_on_stick(options.from, device::kPassEnding);
    return bundles && bundles->empty() && keys && !keys->empty();
}

/// Whoever stands before the screen is told there, too; and the journal keeps it.
int refused_stick(const Error& error, const fs::path& state, const fs::path& runtime) {
    tell_journal(state, journal::Say::stick_refused(error.code));
    const device::StickNote note{.good = false, .serial = 0, .code = error.code, .detail = error.context};
    if (const auto left = device::leave_note(runtime, note); !left) (void)refused(left.error());
    return refused(error);
}

int apply_stick(const Options& options, const fs::path& state, const fs::path& runtime,
                const device::ApplyOptions& how) {
    const auto import = device::apply_from_stick(options.from, state, how);
    if (!import) return refused_stick(import.error(), state, runtime);
    if (!import->was_in_use) tell_journal(state, journal::Say::stick_applied(import->serial));
    const device::StickNote note{.good = true, .serial = import->serial, .code = {}, .detail = {}};
    if (const auto left = device::leave_note(runtime, note); !left) (void)refused(left.error());
    const char* said = import->was_in_use ? " was in use already" : " is in use now";
    say(stdout, "bundle " + std::to_string(import->serial) + said + "; it is wiped from where it came");
    return kGood;
}

/// Exit code 0 also where nothing waits: the stick is another program's business then.
int write_onto(const Options& options) {
    const fs::path runtime = options.runtime.empty() ? device::default_runtime_folder() : fs::path(options.runtime);
    const auto written = device::write_stick(options.folder, runtime);
    if (!written) return refused(written.error());
    if (!*written) {
        say(stdout, "nothing waits for a stick");
        return kGood;
    }
    for (const std::string& file : (*written)->files) say(stdout, file + ": written");
    return kGood;
}

/// Exit code 0 also where none is awaited.
int take_system(const Options& options) {
    const fs::path state = options.state.empty() ? device::default_state_folder() : fs::path(options.state);
    const fs::path runtime = options.runtime.empty() ? device::default_runtime_folder() : fs::path(options.runtime);
    const auto taken = device::take_update(options.folder, runtime, state);
    if (!taken) return refused(taken.error());
    say(stdout, *taken ? "the update was copied; the screen says what is in it" : "nobody waits for an update");
    return kGood;
}

int released(const Options& options) {
    const fs::path runtime = options.runtime.empty() ? device::default_runtime_folder() : fs::path(options.runtime);
    if (device::is_mounted(options.folder)) return refused({ErrorCode::StickFailed, "it is still mounted"});
    for (const auto& told : {device::tell_released(runtime), device::tell_update_released(runtime)}) {
        if (!told) return refused(told.error());
    }
    return kGood;
}

void add_stick(CLI::App& app, const Shared& options, int& code) {
    CLI::App* stick = app.add_subcommand(
        "stick", "What staff take away on a USB stick, or install from it; the stick's unit calls it");
    stick->require_subcommand(1);
    CLI::App* write = stick->add_subcommand("write", "Write what waits for a stick, while staff are before the kiosk");
    write->add_option("FOLDER", options->folder, "where the stick is mounted")->required();
    CLI::App* take = stick->add_subcommand("take-update", "Copy a system that staff wait for; else nothing");
    take->add_option("FOLDER", options->folder, "where the stick is mounted")->required();
    take->add_option("--state-dir", options->state, "the folder of the device store");
    CLI::App* let_go = stick->add_subcommand("released", "Tell the screen that the stick is not mounted any more");
    let_go->add_option("FOLDER", options->folder, "where it was mounted")->required();
    for (CLI::App* one : {write, take, let_go})
        one->add_option("--runtime-dir", options->runtime, "the folder of the visit's lock");
    write->callback([options, &code] { code = write_onto(*options); });
    take->callback([options, &code] { code = take_system(*options); });
    let_go->callback([options, &code] { code = released(*options); });
}

int apply(const Options& options) {
    const fs::path state = options.state.empty() ? device::default_state_folder() : fs::path(options.state);
    const fs::path runtime = options.runtime.empty() ? device::default_runtime_folder() : fs::path(options.runtime);
    if (options.if_awaited && !device::takes_sticks(state, runtime)) {
        say(stdout, "this kiosk has a site and no staff before it: the stick is not looked at");
        return kGood;
    }
    if (only_a_key(options)) {
        say(stdout, "no bundle on the stick; its key is for the door of technician mode");
        return kGood;
    }
    device::ApplyOptions how;
    Result<std::string> id = options.device.empty() ? device::device_id(state) : Result<std::string>(options.device);
    if (!id) return refused(id.error());
    how.device = *id;
    if (options.trust_clock || device::clock_is_set()) how.now = now();
    auto first = first_trust(options, state, *id);
    if (!first) return options.from.empty() ? refused(first.error()) : refused_stick(first.error(), state, runtime);
    how.first = std::move(first).value();
    const auto gate = device::VisitGate::close_for_patients(runtime);
    if (!gate && !device::StaffHere::is_seen(runtime)) {  // staff hold that lock themselves
        say(stderr, "vestibulectl: a patient is being served; try again later");
        return kPatientHere;
    }
    if (!options.from.empty()) return apply_stick(options, state, runtime, how);
    const auto bytes = device::read_text(options.file);
    if (!bytes) return refused(bytes.error());
    const auto bundle = device::apply_bundle(*bytes, state, how);
    if (!bundle) return refused(bundle.error());
    list(*bundle);
    return kGood;
}

void add_making(CLI::App& bundle, const Shared& options, int& code) {
    CLI::App* create_it = bundle.add_subcommand("create", "Check a folder's files and pack them; not signed yet");
    create_it->add_option("FOLDER", options->folder, "with vestibule.toml, profiles/, ca/, signer.pem")->required();
    create_it->add_option("--site", options->site, "the site that may use it")->required();
    create_it->add_option("--serial", options->serial, "higher than that of every bundle before")->required();
    create_it->add_option("--device", options->devices, "a kiosk's id; without any, every kiosk of the site");
    create_it->add_option("--expires", options->expires, "2027-01-31T00:00:00Z; without it, never");
    create_it->add_option("--out", options->out, "the file to write")->required();
    create_it->callback([options, &code] { code = create(*options); });
    CLI::App* sign_it = bundle.add_subcommand("sign", "Sign what `create` packed");
    sign_it->add_option("FILE", options->file, "what `create` wrote")->required();
    sign_it->add_option("--certificate", options->certificate, "the signer's (PEM)")->required();
    sign_it->add_option("--key", options->key, "the signer's (PEM)")->required();
    sign_it->add_option("--out", options->out, "the bundle to write")->required();
    sign_it->callback([options, &code] { code = sign(*options); });
}

void add_judging(CLI::App& bundle, const Shared& options, int& code, const char* name, const char* what, bool shown) {
    CLI::App* command = bundle.add_subcommand(name, what);
    command->add_option("FILE", options->file, "a signed bundle")->required();
    command->add_option("--signer", options->signer, "certificates (PEM) of whom to believe")->required();
    command->add_option("--site", options->site, "the site that it must be for");
    command->add_option("--device", options->device, "a kiosk's id that it must be for");
    command->callback([options, &code, shown] { code = verify(*options, shown); });
}

}  // namespace

void add_bundle(CLI::App& app, int& code) {
    const auto options = std::make_shared<Options>();
    CLI::App* bundle = app.add_subcommand("bundle", "Make, verify and apply a site's bundle");
    bundle->require_subcommand(1);
    add_making(*bundle, options, code);
    add_judging(*bundle, options, code, "verify", "Check a bundle as a kiosk would", false);
    add_judging(*bundle, options, code, "show", "Verify a bundle and list it", true);
    CLI::App* apply_it = bundle->add_subcommand("apply", "Put a bundle in the place of the one in use");
    CLI::Option_group* which = apply_it->add_option_group("which");
    which->require_option(1);
    which->add_option("FILE", options->file, "a signed bundle");
    which->add_option("--from", options->from, "a stick's folder: its one *.bundle, which is then wiped from there");
    apply_it->add_flag("--if-awaited", options->if_awaited,
                       "only on a kiosk without a site, or with staff before it who have signed in");
    apply_it->add_option(
        "--signer", options->signer,
        "certificates (PEM) of whom to believe, for the first bundle; without it, the facility of the enrolment");
    apply_it->add_option("--site", options->site, "this kiosk's site; for the first bundle");
    apply_it->add_option("--device", options->device, "this kiosk's id; without it, from the machine's");
    apply_it->add_flag("--trust-clock", options->trust_clock, "judge dates even if the system's clock was not set");
    apply_it->add_option("--state-dir", options->state, "the folder of the device store");
    apply_it->add_option("--runtime-dir", options->runtime, "the folder of the visit's lock");
    add_stick(app, std::make_shared<Options>(), code);
    apply_it->callback([options, &code] { code = apply(*options); });
}

}  // namespace vestibule::ctl
