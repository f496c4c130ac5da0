// diagnose - `vestibulectl diagnose`: runs the self tests, prints value, limit, verdict and hint, and keeps the
// results.
#include "kiosk/ctl/diagnose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

using diagnostics::Verdict;

constexpr std::chrono::minutes kGuidedRun{5};

struct Options {
    Place place;
    std::vector<std::string> names;
    bool json = false, quick = false, list = false, last = false;
};

/// A name is a test's id, or the beginning of some up to a dot: "storage", "network.tls".
bool wanted(const std::vector<std::string>& names, const std::string& id) {
    return names.empty() || std::any_of(names.begin(), names.end(), [&id](const std::string& name) {
               return id == name || id.starts_with(name + ".");
           });
}

/// Zero, or the code for a name that fits no test.
int check_names(const std::vector<std::string>& names, const std::vector<diagnostics::Test>& tests) {
    std::vector<std::string> known;
    for (const diagnostics::Test& test : tests) {
        known.push_back(test.id);
        known.push_back(test.id.substr(0, test.id.find('.')));
    }
    for (const std::string& name : names) {
        const bool fits =
            std::any_of(tests.begin(), tests.end(), [&](const auto& test) { return wanted({name}, test.id); });
        if (fits) continue;
        const std::string_view near = device::nearest(name, known);
        say(stderr, "vestibulectl: there is no test '" + name + "'" +
                        (near.empty() ? ". `vestibulectl diagnose --list` names them all."
                                      : "; did you mean '" + std::string(near) + "'?"));
        return kUsage;
    }
    return kGood;
}

int print(const std::vector<diagnostics::Outcome>& outcomes, bool as_json, bool told) {
    const Verdict verdict = diagnostics::overall(outcomes);
    if (as_json) {
        nlohmann::json results = nlohmann::json::array();
        for (const auto& outcome : outcomes) results.push_back(diagnostics::to_json(outcome));
        const nlohmann::json all{{"verdict", diagnostics::name(verdict)}, {"results", std::move(results)}};
        say(stdout, all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    } else {
        if (!told) {
            for (const auto& outcome : outcomes) say(stdout, in_words(outcome));
        }
        const auto bad = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) {
            return o.finding.verdict != Verdict::Pass && o.finding.verdict != Verdict::NotApplicable;
        });
        say(stdout, bad == 0 ? fmt::format("All {} tests are good.", outcomes.size())
                             : fmt::format("{} of {} tests need somebody.", bad, outcomes.size()));
    }
    return verdict == Verdict::Pass ? kGood : kTrouble;
}

int show_last(const Options& options) {
    std::vector<diagnostics::Outcome> outcomes;
    for (auto& [id, outcome] : diagnostics::last_results(options.place.state_folder())) {
        if (wanted(options.names, id)) outcomes.push_back(outcome);
    }
    if (outcomes.empty()) {
        say(stderr, "vestibulectl: no result is kept; run `vestibulectl diagnose`.");
        return kTrouble;
    }
    return print(outcomes, options.json, false);
}

int diagnose(const Options& options) {
    if (options.last) return show_last(options);
    static const drivers::SystemClock kClock;
    auto bench = diagnostics::make_bench(options.place.bench(), kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    std::vector<diagnostics::Test> tests = diagnostics::tests_for(*bench);
    if (const int code = check_names(options.names, tests); code != kGood) return code;
    std::erase_if(tests, [&options](const diagnostics::Test& test) { return !wanted(options.names, test.id); });
    if (options.list) {
        for (const diagnostics::Test& test : tests) say(stdout, fmt::format("{:<28} {}", test.id, test.title));
        return kGood;
    }
    const auto gate = device::VisitGate::close_for_patients(options.place.runtime_folder());
    bench->patient_here = !gate.has_value();
    const std::chrono::milliseconds limit =
        options.quick ? diagnostics::kQuickRun : std::chrono::milliseconds(kGuidedRun);
    const auto tell = [&options](const diagnostics::Outcome& outcome) {
        if (!options.json) say(stdout, in_words(outcome));
    };
    const std::vector<diagnostics::Outcome> outcomes = diagnostics::run(tests, limit, kClock, tell);
    if (const auto kept = diagnostics::keep_results(options.place.state_folder(), outcomes); !kept) {
        say(stderr, "vestibulectl: the results are not kept: " + kept.error().sentence());
    }
    return print(outcomes, options.json, true);
}

}  // namespace

std::string in_words(const diagnostics::Outcome& outcome) {
    const diagnostics::Finding& finding = outcome.finding;
    std::string mark(diagnostics::name(finding.verdict));
    if (finding.verdict == Verdict::NotApplicable) mark = "n/a";
    if (finding.verdict == Verdict::Inconclusive) mark = "unclear";
    std::transform(mark.begin(), mark.end(), mark.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::string text = fmt::format("{:<8}{:<24} {}", mark, outcome.id, finding.value);
    if (!finding.limit.empty()) text += " [" + finding.limit + "]";
    text += " " + diagnostics::date_text(outcome.date);
    if (!finding.hint.empty()) text += "\n        -> " + finding.hint;
    return text;
}

void add_diagnose(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("diagnose", "Test this kiosk: value, limit, verdict and what to do");
    options->place.add_to(*command);
    command->add_option("NAME", options->names, "tests, or the beginning of their names: storage, network.tls");
    command->add_flag("--json", options->json, "print JSON");
    command->add_flag("--quick", options->quick, "be done within 30 s, as at boot and at night");
    command->add_flag("--list", options->list, "name the tests and run none");
    command->add_flag("--last", options->last, "print the last result of each test and run none");
    command->callback([options, &code] { code = diagnose(*options); });
}

}  // namespace vestibule::ctl
