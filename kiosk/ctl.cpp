// ctl - the program `vestibulectl`: prints the journey, checks configurations and profiles, and looks at
// pictures, away from any visit.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kiosk/ctl/access.hpp"
#include "kiosk/ctl/bundle.hpp"
#include "kiosk/ctl/calibrate.hpp"
#include "kiosk/ctl/chart.hpp"
#include "kiosk/ctl/console.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/ctl/decommission.hpp"
#include "kiosk/ctl/diagnose.hpp"
#include "kiosk/ctl/enroll.hpp"
#include "kiosk/ctl/explain.hpp"
#include "kiosk/ctl/firewall.hpp"
#include "kiosk/ctl/fleet.hpp"
#include "kiosk/ctl/mark_good.hpp"
#include "kiosk/ctl/network.hpp"
#include "kiosk/ctl/report.hpp"
#include "kiosk/ctl/support.hpp"
#include "kiosk/ctl/update.hpp"
#include "kiosk/ctl_journal.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/device/os/analysis_module.hpp"
#include "kiosk/device/os/prove.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/settings.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/journey/print.hpp"
#include "kiosk/records/network.hpp"
#include "ui/app/live.hpp"

namespace {

constexpr int kGood = 0, kNotProved = 10, kWrongOption = 64, kWrongFile = 78;  // sysexits
constexpr int kUnreadable = 2;
constexpr const char* kCascadeFolder = "/usr/share/opencv4";
constexpr const char* kReference = "/etc/vestibule/vestibule.toml";

void say(std::FILE* where, const std::string& text) {
    std::fputs((text + "\n").c_str(), where);
}

/// Tells about a file that was read: every error a line, in the manner of a compiler.
template <typename T>
int judge(const vestibule::Result<T>& read, const std::string& file) {
    if (read) {
        say(stdout, file + ": no errors");
        return kGood;
    }
    const vestibule::Error& error = read.error();
    say(stderr, error.code == vestibule::ErrorCode::FileUnreadable ? error.sentence() : error.context);
    return kWrongFile;
}

void add_journey(CLI::App& app, int& code) {
    using namespace vestibule::journey;
    CLI::App* journey = app.add_subcommand("journey", "Print the journey, as the tables decide it");
    CLI::Option_group* form = journey->add_option_group("form");
    form->require_option(1);
    const CLI::Option* as_dot = form->add_flag("--dot")->description("for Graphviz");
    const CLI::Option* as_mermaid = form->add_flag("--mermaid")->description("the diagram of the README");
    form->add_flag("--table")->description("both tables, a line a pair");
    journey->callback([as_dot, as_mermaid, &code] {
        std::fputs((as_dot->count() != 0 ? dot() : as_mermaid->count() != 0 ? mermaid() : table()).c_str(), stdout);
        code = kGood;
    });
}

void add_config(CLI::App& app, std::string& file, int& code) {
    CLI::App* config = app.add_subcommand("config", "Check a configuration");
    config->require_subcommand(1);
    CLI::App* check = config->add_subcommand("check", "Print every error of a configuration file");
    check->add_option("FILE", file, "the configuration")->required();
    check->callback([&file, &code] { code = judge(vestibule::device::read_config(file), file); });
    CLI::App* reference = config->add_subcommand("reference", "Print the reference page of all settings");
    reference->callback([&code] {
        std::fputs(vestibule::device::reference_page().c_str(), stdout);
        code = kGood;
    });
    CLI::App* defaults = config->add_subcommand("defaults", "Say where the file with all defaults is installed");
    defaults->callback([&code] {
        say(stdout, kReference);
        code = kGood;
    });
}

void add_profile(CLI::App& app, std::string& file, bool& records, int& code) {
    CLI::App* profile = app.add_subcommand("profile", "Check a profile");
    profile->require_subcommand(1);
    CLI::App* check = profile->add_subcommand("check", "Print every error of a profile file");
    check->add_option("FILE", file, "the profile")->required();
    check->add_flag("--records", records, "the file describes a records network, not an identity provider");
    check->callback([&file, &records, &code] {
        code = records ? judge(vestibule::records::read_profile(file), file)
                       : judge(vestibule::identity::read_profile(file), file);
    });
}

/// What capture sees in stored pictures, a JSON object a line; a file that cannot be read does not stop the others.
int analyze(const std::vector<std::string>& files, vestibule::capture::AnalysisTarget target) {
    auto analyst = vestibule::device::load_analysis_module(kCascadeFolder);
    if (!analyst) {
        say(stderr, analyst.error().sentence());
        return kWrongFile;
    }
    int code = kGood;
    for (const std::string& file : files) {
        const auto bytes = vestibule::device::read_text(file);
        if (!bytes) {
            say(stderr, "vestibulectl: " + file + ": the file cannot be read");
            code = kUnreadable;
            continue;
        }
        auto line =
            (*analyst)->analyze(file, {reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()}, target);
        if (line) {
            say(stdout, *line);
            std::fflush(stdout);
            continue;
        }
        say(stderr, "vestibulectl: " + file + ": " + line.error().sentence());
        code = kUnreadable;
    }
    return code;
}

struct LiveWish {
    std::string as = "license-front";
    vestibule::ctl::Place place;
    vestibule::ui::LiveOptions options;
};

void add_live(CLI::App& capture, LiveWish& wish, int& code) {
    using vestibule::capture::Target;
    static const std::map<std::string, Target> kLive{{"license-front", Target::LicenseFront},
                                                     {"license-back", Target::LicenseBack},
                                                     {"passport", Target::PassportPage},
                                                     {"face", Target::Face}};
    CLI::App* live = capture.add_subcommand("live", "Show what is seen in a camera or a film, in a window");
    live->add_option("SOURCE", wish.options.source, "v4l2:..., file:PATH?once, folder:PATH, as in the settings")
        ->required();
    live->add_option("--as", wish.as, "license-front, license-back, passport or face")
        ->type_name("WHAT")
        ->check(CLI::IsMember(kLive));
    live->add_option("--seconds", wish.options.seconds, "end after so long");
    live->add_flag("--repeat", wish.options.repeat, "go on after a picture was taken");
    live->add_option("--module-dir", wish.place.modules, "the folder of the modules")->type_name("DIR");
    live->callback([&wish, &code] {
        wish.options.target = kLive.at(wish.as);
        wish.options.module_folder = wish.place.module_folder();
        code = vestibule::ui::show_live(wish.options);
    });
}

void add_capture(CLI::App& app, std::vector<std::string>& files, LiveWish& wish, int& code) {
    using vestibule::capture::AnalysisTarget;
    static const std::map<std::string, AnalysisTarget> kTargets{{"license-front", AnalysisTarget::LicenseFront},
                                                                {"license-back", AnalysisTarget::LicenseBack},
                                                                {"passport", AnalysisTarget::PassportPage},
                                                                {"face", AnalysisTarget::Face}};
    CLI::App* capture = app.add_subcommand("capture", "Look at pictures as the kiosk does");
    capture->require_subcommand(1);
    CLI::App* analysis = capture->add_subcommand("analyze", "Print what is seen in pictures, a JSON object a line");
    CLI::Option* as = analysis->add_option("--as")->description("license-front, license-back, passport or face");
    as->type_name("WHAT")->expected(1)->check(CLI::IsMember(kTargets));
    analysis->add_option("FILE", files, "JPEG, PNG or WebP pictures")->required();
    analysis->callback([as, &files, &code] {
        const auto target = as->count() != 0 ? kTargets.at(as->as<std::string>()) : AnalysisTarget::Anything;
        code = analyze(files, target);
    });
    add_live(*capture, wish, code);
    vestibule::ctl::add_calibrate(*capture, code);
}

struct Prove {
    std::string config, runtime, program, profiles, state;
};

void add_erasure(CLI::App& app, Prove& prove, int& code) {
    CLI::App* erasure = app.add_subcommand("erasure", "The proof that nothing of a patient is left");
    erasure->require_subcommand(1);
    CLI::App* run = erasure->add_subcommand("prove", "Play a synthetic patient here and search for what is left");
    run->add_option("--config", prove.config, "the configuration")->type_name("FILE");
    run->add_option("--runtime-dir", prove.runtime, "the kiosk's runtime folder")->type_name("DIR");
    run->add_option("--state-dir", prove.state, "the folder of results")->type_name("DIR");
    run->add_option("--program", prove.program, "the kiosk's program")->type_name("FILE");
    run->add_option("--profiles", prove.profiles, "the providers' profiles")->type_name("DIR");
    run->callback([&prove, &code] {
        using namespace vestibule;
        std::error_code error;
        device::ProofOrder order;
        order.program = prove.program;
        if (order.program.empty())
            order.program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "vestibule";
        order.runtime_folder = prove.runtime;
        if (prove.runtime.empty()) order.runtime_folder = device::default_runtime_folder();
        if (!prove.config.empty()) order.arguments.insert(order.arguments.end(), {"--config", prove.config});
        if (!prove.profiles.empty()) order.arguments.insert(order.arguments.end(), {"--profiles", prove.profiles});
        const Result<device::Proof> proof = device::prove_erasure(order);
        const std::filesystem::path state =
            prove.state.empty() ? device::default_state_folder() : std::filesystem::path(prove.state);
        if (const auto kept = diagnostics::keep_proof(state, proof, drivers::SystemClock().wall()); !kept)
            say(stderr, "vestibulectl: the result is not kept: " + kept.error().sentence());
        if (!proof) {
            say(stderr, "vestibulectl: " + proof.error().sentence());
            code = kNotProved;
            return;
        }
        std::fputs(proof->table.c_str(), stdout);
        code = proof->proved ? kGood : kNotProved;
    });
}

/// Every word that the command line could have gone on with where it went wrong.
void collect(const CLI::App& app, std::vector<std::string>& words) {
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
    for (const CLI::App* part : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (part->get_name().empty()) {
            collect(*part, words);
        } else {
            words.push_back(part->get_name());
        }
    }
    for (const CLI::App* chosen : app.get_subcommands()) collect(*chosen, words);
}

int explain(const CLI::App& app, const CLI::ParseError& error) {
    const std::vector<std::string> strange = app.remaining(true);
    if (strange.empty()) {
        say(stderr, std::string("vestibulectl: ") + error.what() + ". Run it with --help.");
        return kWrongOption;
    }
    std::vector<std::string> words;
    collect(app, words);
    const std::string_view near = vestibule::device::nearest(strange.front(), words);
    std::string sentence = "vestibulectl: unknown " +
                           std::string(strange.front().starts_with("-") ? "option" : "word") + " '" + strange.front() +
                           "'";
    sentence += near.empty() ? ". Run it with --help." : "; did you mean '" + std::string(near) + "'?";
    say(stderr, sentence);
    return kWrongOption;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("vestibulectl - what a technician asks a kiosk's software", "vestibulectl");
    app.require_subcommand(1);
    std::string file;
    std::vector<std::string> files;
    bool records = false;
    Prove prove;
    LiveWish wish;
    int code = kWrongOption;
    add_journey(app, code);
    add_config(app, file, code);
    add_profile(app, file, records, code);
    add_capture(app, files, wish, code);
    add_erasure(app, prove, code);
    vestibule::ctl::add_journal_commands(app, code);
    vestibule::ctl::add_access(app, code);
    vestibule::ctl::add_bundle(app, code);
    vestibule::ctl::add_diagnose(app, code);
    vestibule::ctl::add_chart(app, code);
    vestibule::ctl::add_console(app, code);
    vestibule::ctl::add_decommission(app, code);
    vestibule::ctl::add_report(app, code);
    vestibule::ctl::add_inspection(app, code);
    vestibule::ctl::add_support(app, code);
    vestibule::ctl::add_explain(app, code);
    vestibule::ctl::add_firewall(app, code);
    vestibule::ctl::add_enroll(app, code);
    vestibule::ctl::add_mark_good(app, code);
    vestibule::ctl::add_network(app, code);
    vestibule::ctl::add_fleet(app, code);
    vestibule::ctl::add_update(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {  // the library's border: it throws
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return explain(app, error);
    }
    return code;
}
