// main - reads options and configuration, and runs one visit, or with --forever one process a visit.
#include "ui/app/main.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "kiosk/decommission/decommission.hpp"
#include "kiosk/device/last_good.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/os/forever.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/privacy/os/locked.hpp"
#include "kiosk/privacy/os/scrub.hpp"
#include "ui/app/canary.hpp"
#include "ui/app/gone.hpp"
#include "ui/app/setup.hpp"
#include "ui/app/staff.hpp"

namespace vestibule::ui {

namespace {

struct CommandLine {
    std::string config, window, canary, runtime, share, modules, camera, profiles, ca_file, client_certificate;
    std::string client_key, state, delivery_key;
    std::string mode;
    bool forever = false;
    int out_of_service = 0, canary_socket = -1;
};

void add_options(CLI::App& app, CommandLine& line) {
    app.add_option("--config", line.config, "Configuration file (TOML)")->type_name("FILE");
    app.add_option("--window", line.window, "Run in a window instead of the full screen")->type_name("WxH");
    app.add_flag("--forever", line.forever, "Start the next visit by itself, without systemd");
    app.add_option("--out-of-service", line.out_of_service,
                   "Show for a while that the kiosk is out of service, with this code")
        ->type_name("CODE")
        ->check(CLI::Range(1, 999));
    app.add_option("--mode", line.mode, "Serve the staff instead of a patient")
        ->type_name("MODE")
        ->take_last()  // the parent of --forever leads from set-up to technician mode
        ->check(CLI::IsMember({"technician", "setup"}));
    app.add_option("--canary", line.canary,
                   "Play a synthetic patient, or the process after it, for vestibulectl erasure prove")
        ->type_name("PART")
        ->check(CLI::IsMember({"patient", "successor"}));
    app.add_option("--canary-socket", line.canary_socket, "Open descriptor on which it hands its memory to the search")
        ->type_name("NUMBER");
    app.add_option("--runtime-dir", line.runtime, "Folder for the visit's lock and what the next process inherits")
        ->type_name("DIR");
    app.add_option("--state-dir", line.state, "Folder of the device store: the journal, and what is to be delivered")
        ->type_name("DIR");
    app.add_option("--share-dir", line.share, "Folder with locale/")->type_name("DIR");
    app.add_option("--module-dir", line.modules, "Folder with vestibule-camera.so and vestibule-capture.so")
        ->type_name("DIR");
    app.add_option("--camera", line.camera,
                   "Camera for both roles: 0, v4l2:DEVICE, file:PATH, folder:PATH, gstreamer:PIPELINE")
        ->type_name("SOURCE");
    app.add_option("--profiles", line.profiles, "Folder with the providers' profiles")->type_name("DIR");
    app.add_option("--ca-file", line.ca_file, "CA certificates (PEM) instead of the system's own")->type_name("FILE");
    app.add_option("--client-certificate", line.client_certificate, "This kiosk's certificate (PEM)")
        ->type_name("FILE");
    app.add_option("--client-key", line.client_key, "This kiosk's key (PEM)")->type_name("FILE");
    app.add_option("--delivery-key", line.delivery_key, "Public key (PEM) that what must be delivered is sealed to")
        ->type_name("FILE");
}

/// Folders beside the program, whether it runs from the build or is installed.
std::filesystem::path beside(const std::filesystem::path& program, const char* built, const char* installed) {
    const std::filesystem::path folder = program.parent_path();
    std::error_code error;
    if (std::filesystem::exists(folder / built, error)) return folder / built;
    return folder / installed;
}

Result<void> read_window(const std::string& text, Options& options) {
    if (text.empty()) return {};
    int width = 0, height = 0;
    char after = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &after) != 2 || width < 320 || height < 320 ||
        width > 16384 || height > 16384) {
        return Error{ErrorCode::BadOption, "--window: expected WIDTHxHEIGHT in pixels, such as 1080x1920"};
    }
    options.window_width_px = width;
    options.window_height_px = height;
    return {};
}

/// As every program of this kiosk chooses them; this one keeps a copy of good ones.
Result<device::Config> config_from(const std::filesystem::path& file, const std::filesystem::path& state) {
    auto chosen = device::config_in_use({.file = file, .state = state, .keep_good = true});
    if (!chosen) return std::move(chosen).error();
    for (const Error& remark : chosen->remarks) {
        std::fprintf(stderr, "vestibule: %s\n", remark.sentence().c_str());
    }
    if (chosen->last_good) std::fprintf(stderr, "vestibule: starting with the last good configuration\n");
    return std::move(chosen->config);
}

/// Where no settings could be taken, what was set at this very kiosk is still worth having.
void lay_local(const std::filesystem::path& state, device::Config& config) {
    const auto local = device::read_local(state);
    if (!local) std::fprintf(stderr, "vestibule: %s\n", local.error().sentence().c_str());
    if (local) config = device::with_local(std::move(config), *local);
}

Result<Options> options_from(const CommandLine& line) {
    Options options;
    options.state_folder = line.state.empty() ? device::default_state_folder() : std::filesystem::path(line.state);
    bool complete = false;
    if (!line.config.empty()) {
        auto config = config_from(line.config, options.state_folder);
        // Whoever comes to put the settings right must get in with settings that are wrong.
        if (!config && line.mode.empty() && !decommission::is_under_way(options.state_folder))
            return std::move(config).error();
        if (!config) std::fprintf(stderr, "vestibule: %s\n", config.error().sentence().c_str());
        complete = config.ok();
        if (config) options.config = std::move(config).value();
    }
    if (!complete) lay_local(options.state_folder, options.config);
    if (Result<void> window = read_window(line.window, options); !window) return std::move(window).error();
    options.out_of_service_code = line.out_of_service;
    options.technician = line.mode == "technician";
    options.setup = line.mode == "setup";
    device::Config& config = options.config;
    const auto override_with = [](const std::string& given, std::string& setting) {
        if (!given.empty()) setting = given;
    };
    if (!line.camera.empty()) config.document_camera = config.face_camera = line.camera;
    override_with(line.profiles, config.profiles);
    override_with(line.ca_file, config.ca_file);
    override_with(line.client_certificate, config.client_certificate);
    override_with(line.client_key, config.client_key);
    override_with(line.delivery_key, config.delivery_key);
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    options.runtime_folder =
        line.runtime.empty() ? device::default_runtime_folder() : std::filesystem::path(line.runtime);
    options.share_folder = line.share.empty() ? beside(program, "../share/vestibule", "../share/vestibule")
                                              : std::filesystem::path(line.share);
    options.module_folder =
        line.modules.empty()
            ? beside(program, "vestibule-capture.so", "../lib/vestibule/vestibule-capture.so").parent_path()
            : std::filesystem::path(line.modules);
    return options;
}

std::vector<std::string> without_forever(int argc, char** argv) {
    std::vector<std::string> arguments;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) != "--forever") arguments.emplace_back(argv[i]);
    }
    return arguments;
}

/// The option that a misspelt one was meant to be; empty if none is near.
std::string meant(const CLI::App& app, int argc, char** argv) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    }
    for (int i = 1; i < argc; ++i) {
        const std::string_view word(argv[i]);
        const bool is_known = std::find(known.begin(), known.end(), word.substr(0, word.find('='))) != known.end();
        if (word.rfind("--", 0) == 0 && !is_known) return std::string(device::nearest(word, known));
    }
    return {};
}

/// What is wrong with the command line, in a sentence, with the way out.
int wrong_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    const std::string nearest = meant(app, argc, argv);
    const Error sentence{ErrorCode::BadOption,
                         error.what() + (nearest.empty() ? "" : "; did you mean " + nearest + "?")};
    std::fprintf(stderr, "vestibule: %s\nvestibule: %s\n", sentence.sentence().c_str(),
                 std::string(describe(ErrorCode::BadOption).action).c_str());
    return kUsage;
}

/// Not inlined: what it leaves on the stack lies below its caller's frame, where it can be scrubbed.
[[gnu::noinline]] int serve(Options options, Extras* extras) {
    const bool canary = dynamic_cast<CanaryRun*>(extras) != nullptr;
    const bool notice = options.out_of_service_code != 0;
    if (!canary && !notice && decommission::is_under_way(options.state_folder))
        return GoneApp(std::move(options), extras).run();
    if (options.technician) return StaffApp(std::move(options), extras).run();
    if (options.setup) return SetupApp(std::move(options), extras).run();
    App kiosk(std::move(options), extras);
    return kiosk.run();
}

}  // namespace

int run_kiosk(int argc, char** argv, ExtraOptions* more) {
    device::keep_memory_private();
    privacy::raise_lock_limit();
    CommandLine line;
    CLI::App app{"Vestibule, the check-in kiosk that forgets: one process serves one patient."};
    add_options(app, line);
    if (more != nullptr) more->add(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return wrong_usage(app, error, argc, argv);
    }
    Result<Options> options = options_from(line);
    if (!options) {
        std::fprintf(stderr, "vestibule: %s\n", options.error().sentence().c_str());
        return options.error().code == ErrorCode::BadOption ? kUsage : kConfiguration;
    }
    if (line.forever) {
        std::error_code error;
        return device::run_forever(std::filesystem::read_symlink("/proc/self/exe", error), without_forever(argc, argv),
                                   "--out-of-service", {"--mode", "technician"});
    }
    Extras* extras = more != nullptr ? more->extras() : nullptr;
    std::optional<CanaryRun> canary;
    if (!line.canary.empty()) {
        const auto part = line.canary == "patient" ? CanaryRun::Part::Patient : CanaryRun::Part::Successor;
        extras = &canary.emplace(part, line.canary_socket);
    }
    const int code = serve(std::move(options).value(), extras);
    privacy::scrub_stack();
    if (extras != nullptr) extras->before_exit();
    return code;
}

}  // namespace vestibule::ui
