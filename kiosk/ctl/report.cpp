// report - `vestibulectl report`: the results that are kept, as signed JSON, as a page, and as a code to scan.
#include "kiosk/ctl/report.hpp"

#include <fmt/format.h>

#include "drivers/printer/printer.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/diagnostics/report.hpp"

namespace vestibule::ctl {

namespace {

struct Options {
    Place place;
    std::string out = ".", file, public_key, code_text;
    bool code_only = false, print = false;
};

/// Nothing when no key is named. Errors: those of Key::read_public.
Result<std::optional<journal::PublicKey>> trusted_key(const std::string& file) {
    if (file.empty()) return std::optional<journal::PublicKey>();
    const auto key = journal::Key::read_public(file, journal::KeyKind::Ed25519);
    if (!key) return key.error();
    return std::optional(key->public_key());
}

int make(const Options& options) {
    static const drivers::SystemClock kClock;
    const std::filesystem::path state = options.place.state_folder();
    const auto key = diagnostics::kiosk_key(state);
    if (!key) return failed(key.error(), kWrongFile);
    const auto bench = options.place.bench(kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    diagnostics::ReportContent content;
    content.facility = bench->config.facility_name;
    content.made = kClock.wall();
    for (auto& [id, outcome] : diagnostics::last_results(state)) content.outcomes.push_back(outcome);
    if (content.outcomes.empty()) {
        say(stderr, "vestibulectl: no result is kept; run `vestibulectl diagnose` first.");
        return kTrouble;
    }
    content.inspections = diagnostics::read_inspections(state, key->public_key());
    const auto report = diagnostics::make_report(content, *key);
    if (!report) return failed(report.error());
    const auto code = diagnostics::report_code(*report, *key);
    if (!code) return failed(code.error());
    if (options.code_only) {
        say(stdout, *code);
        return kGood;
    }
    std::error_code error;
    std::filesystem::create_directories(options.out, error);
    const std::filesystem::path folder = options.out;
    for (const auto& [file, text] :
         {std::pair{folder / "readiness-report.json", report->dump(1) + "\n"},
          std::pair{folder / "readiness-report.html", diagnostics::report_page(*report, *code)}}) {
        if (const auto written = device::replace_file(file, text); !written) return failed(written.error());
        say(stdout, file.string());
    }
    if (options.print) {
        if (bench->config.printer.empty()) {
            say(stderr, "vestibulectl: [devices] printer is not set: nothing is printed.");
            return kWrongFile;
        }
        const auto printed =
            drivers::make_escpos_printer(bench->config.printer)->print(diagnostics::report_lines(*report));
        if (!printed) return failed(printed.error());
    }
    const std::string verdict = report->at("verdict").get<std::string>();
    say(stdout, fmt::format("{} tests, verdict: {}", content.outcomes.size(), verdict));
    return verdict == "pass" ? kGood : kTrouble;
}

int verify(const Options& options) {
    const auto key = trusted_key(options.public_key);
    if (!key) return failed(key.error(), kWrongFile);
    const auto report = diagnostics::read_verified(options.file, diagnostics::kReportKind, *key);
    if (!report) return failed(report.error(), kWrongFile);
    say(stdout, fmt::format("it holds: made {}, verdict {}{}", report->value("made", ""), report->value("verdict", ""),
                            *key ? "" : "; no public key was named, so it may be any kiosk's"));
    return kGood;
}

int verify_code(const Options& options) {
    const auto key = trusted_key(options.public_key);
    if (!key || !*key) return failed(key ? Error{ErrorCode::BadOption, "--key"} : key.error(), kWrongFile);
    const auto holds = diagnostics::check_code(options.code_text, **key);
    if (!holds) return failed(holds.error(), kWrongFile);
    say(stdout, "it holds");
    return kGood;
}

}  // namespace

void add_report(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* report = app.add_subcommand("report", "Make the readiness report, or check one");
    report->require_subcommand(1);
    CLI::App* made =
        report->add_subcommand("make", "Write readiness-report.json and .html from the last results, signed");
    options->place.add_to(*made);
    made->add_option("--out", options->out, "the folder to write to")->type_name("DIR");
    made->add_flag("--print", options->print, "also print it on the kiosk's printer");
    made->add_flag("--code", options->code_only, "only print the text of the code to scan");
    made->callback([options, &code] { code = make(*options); });
    CLI::App* verified = report->add_subcommand("verify", "Check a report's signature");
    verified->add_option("FILE", options->file, "readiness-report.json")->required();
    verified->add_option("--key", options->public_key, "the kiosk's public key")->type_name("FILE");
    verified->callback([options, &code] { code = verify(*options); });
    CLI::App* scanned = report->add_subcommand("code", "Check the text of a scanned code");
    scanned->add_option("TEXT", options->code_text, "what the phone read")->required();
    scanned->add_option("--key", options->public_key, "the kiosk's public key")->type_name("FILE")->required();
    scanned->callback([options, &code] { code = verify_code(*options); });
}

}  // namespace vestibule::ctl
