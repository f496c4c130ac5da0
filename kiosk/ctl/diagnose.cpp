// diagnose - `vestibulectl diagnose`: runs the self tests, prints value, limit, verdict and hint, and keeps the
// results.
#include "kiosk/ctl/diagnose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/diagnostics/soak.hpp"
#include "kiosk/staff/hands.hpp"

namespace vestibule::ctl {

namespace {

using diagnostics::Verdict;

constexpr std::chrono::minutes kGuidedRun{5};

struct Options {
    Place place;
    std::vector<std::string> names;
    bool json = false, quick = false, list = false, last = false, reference = false;
    double soak_hours = 0;
};

/// A name is a test's id, or the beginning of some up to a dot: "storage", "network.tls".
bool wanted(const std::vector<std::string>& names, const std::string& id) {
    return std::any_of(names.begin(), names.end(),
                       [&id](const std::string& name) { return id == name || id.starts_with(name + "."); });
}

/// A person makes it on the kiosk's screen; here it can only be told.
bool on_screen(const staff::HandTest& one) {
    return *one.title != '\0';
}

/// Zero, or the code for a name that fits no test.
int check_names(const std::vector<std::string>& names, const std::vector<diagnostics::Test>& tests) {
    std::vector<std::string> ids, known;
    for (const diagnostics::Test& test : tests) ids.push_back(test.id);
    for (const staff::HandTest& one : staff::kHands) {
        if (on_screen(one)) ids.emplace_back(one.id);
    }
    for (const std::string& id : ids) {
        known.push_back(id);
        known.push_back(id.substr(0, id.find('.')));
    }
    for (const std::string& name : names) {
        if (std::any_of(ids.begin(), ids.end(), [&](const auto& id) { return wanted({name}, id); })) continue;
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
        if (options.names.empty() || wanted(options.names, id)) outcomes.push_back(outcome);
    }
    if (outcomes.empty()) {
        say(stderr, "vestibulectl: no result is kept; run `vestibulectl diagnose`.");
        return kTrouble;
    }
    return print(outcomes, options.json, false);
}

/// docs/self-tests.md: every test of a kiosk that has everything, from the list that runs them.
int reference() {
    static const drivers::SystemClock kClock;
    diagnostics::Bench bench;
    bench.clock = &kClock;
    bench.config.face_camera = "another than the document camera";
    identity::Profile provider;
    provider.id = "PROVIDER", provider.name = "What the provider's profile names";
    provider.discovery_url = "https://HOST/";
    bench.providers.push_back(provider);
    bench.network.emplace();
    bench.network->base_url = "https://HOST/";
    say(stdout,
        "# Self tests\n\nMade by `vestibulectl diagnose --reference`. Each has a verdict, a value, the limit that it "
        "is held to, what to do, and the date of its last result, on the kiosk's screen and by `vestibulectl "
        "diagnose NAME`.\nA kiosk with one camera for both roles has `camera.both` in place of the cameras' own.\n\n"
        "| Name | What | When |\n|---|---|---|");
    for (const diagnostics::Test& test : diagnostics::tests_for(bench))
        say(stdout, fmt::format("| `{}` | {} | {} |", test.id, test.title,
                                test.by_hand                        ? "by its name, with somebody's hand"
                                : test.id == diagnostics::kProveNow ? "all, soak"
                                                                    : "quick, all, soak"));
    for (const staff::HandTest& one : staff::kHands) {
        if (on_screen(one)) say(stdout, fmt::format("| `{}` | {} | on the kiosk's screen |", one.id, one.title));
    }
    return kGood;
}

constexpr const char* kSoakFile = "soak.json";
volatile std::sig_atomic_t soak_ends = 0;

std::string soak_words(const std::string& id, const diagnostics::SoakCount& count) {
    std::string text = fmt::format("{:<28} good {}, warned {}, failed {}, unclear {}, at most {} ms", id,
                                   count.of(Verdict::Pass), count.of(Verdict::Warn), count.of(Verdict::Fail),
                                   count.of(Verdict::Inconclusive), count.longest.count());
    if (count.comes_and_goes()) text += "; it comes and goes";
    if (count.first_bad) text += "\n        first: " + in_words(*count.first_bad);
    return text;
}

/// Round after round until the hours are over or a signal asks for the end; the round that runs is finished.
int soak(const Options& options, const std::vector<diagnostics::Test>& tests, const drivers::Clock& clock) {
    for (const int number : {SIGINT, SIGTERM}) std::signal(number, [](int) { soak_ends = 1; });
    const auto until = clock.now() + std::chrono::duration_cast<drivers::Duration>(
                                         std::chrono::duration<double, std::ratio<3600>>(options.soak_hours));
    const drivers::WallTime since = clock.wall();
    diagnostics::Soak soak;
    nlohmann::json result;
    do {
        const auto outcomes = diagnostics::run(tests, kGuidedRun, clock);
        soak.add(outcomes);
        result = soak.to_json(since, clock.wall());
        for (const auto& kept : {diagnostics::keep_results(options.place.state_folder(), outcomes),
                                 device::replace_file(options.place.state_folder() / kSoakFile, result.dump(1) + "\n")})
            if (!kept) say(stderr, "vestibulectl: the results are not kept: " + kept.error().sentence());
        const auto bad = std::count_if(outcomes.begin(), outcomes.end(),
                                       [](const auto& o) { return o.finding.verdict == Verdict::Fail; });
        if (!options.json)
            say(stdout, fmt::format("round {}: {} of {} tests failed", soak.rounds(), bad, tests.size()));
        std::fflush(stdout);
    } while (soak_ends == 0 && clock.now() < until);
    if (options.json) {
        say(stdout, result.dump(1));
    } else {
        for (const auto& [id, count] : soak.counts()) say(stdout, soak_words(id, count));
        say(stdout, fmt::format("{} rounds: {}", soak.rounds(), diagnostics::name(soak.overall())));
    }
    return soak.overall() == Verdict::Pass ? kGood : kTrouble;
}

int list(const Options& options, const std::vector<diagnostics::Test>& tests) {
    for (const diagnostics::Test& test : tests)
        say(stdout, fmt::format("{:<28} {}{}", test.id, std::string(test.title), test.by_hand ? " (by hand)" : ""));
    for (const staff::HandTest& one : staff::kHands) {
        if (on_screen(one) && (options.names.empty() || wanted(options.names, std::string(one.id))))
            say(stdout, fmt::format("{:<28} {} (on the kiosk's screen)", one.id, one.title));
    }
    return kGood;
}

/// The last result of each that is named and made on the kiosk's screen, or that there is none.
std::vector<diagnostics::Outcome> made_on_screen(const Options& options) {
    std::vector<diagnostics::Outcome> outcomes;
    const auto last = diagnostics::last_results(options.place.state_folder());
    for (const staff::HandTest& one : staff::kHands) {
        const std::string id(one.id);
        if (!on_screen(one) || !wanted(options.names, id)) continue;
        const auto kept = last.find(id);
        if (kept != last.end()) outcomes.push_back(kept->second);
        if (kept == last.end())
            outcomes.push_back({.id = id,
                                .title = one.title,
                                .finding = diagnostics::inconclusive(
                                    "never made", "It is made on the kiosk's screen, in technician mode."),
                                .date = {},
                                .took = {}});
    }
    return outcomes;
}

int diagnose(const Options& options) {
    if (options.reference) return reference();
    if (options.last) return show_last(options);
    static const drivers::SystemClock kClock;
    auto bench = options.place.bench(kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    std::vector<diagnostics::Test> tests = diagnostics::tests_for(*bench);
    if (const int code = check_names(options.names, tests); code != kGood) return code;
    std::erase_if(tests, [&options](const diagnostics::Test& test) {
        // Without a name, nothing waits for somebody's hand; a list names it all the same.
        if (!options.names.empty()) return !wanted(options.names, test.id);
        return !options.list && (test.by_hand || (options.quick && test.id == diagnostics::kProveNow));
    });
    if (options.list) return list(options, tests);
    const std::vector<diagnostics::Outcome> screens = made_on_screen(options);
    if (tests.empty()) {
        if (!options.json) say(stdout, "Made on the kiosk's screen; the last time:");
        return print(screens, options.json, false);
    }
    const auto gate = device::VisitGate::close_for_patients(options.place.runtime_folder());
    bench->patient_here = !gate.has_value();
    if (options.soak_hours > 0) return soak(options, tests, kClock);
    const std::chrono::milliseconds limit =
        options.quick ? diagnostics::kQuickRun : std::chrono::milliseconds(kGuidedRun);
    const auto tell = [&options](const diagnostics::Outcome& outcome) {
        if (!options.json) say(stdout, in_words(outcome));
    };
    std::vector<diagnostics::Outcome> outcomes = diagnostics::run(tests, limit, kClock, tell);
    if (const auto kept = diagnostics::keep_results(options.place.state_folder(), outcomes); !kept) {
        say(stderr, "vestibulectl: the results are not kept: " + kept.error().sentence());
    }
    if (!screens.empty() && !options.json) say(stdout, "Made on the kiosk's screen; the last time:");
    for (const diagnostics::Outcome& outcome : screens) tell(outcome);
    outcomes.insert(outcomes.end(), screens.begin(), screens.end());
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
    if (outcome.date != drivers::WallTime{}) text += " " + diagnostics::date_text(outcome.date);
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
    command->add_flag("--reference", options->reference, "print docs/self-tests.md")->group("");
    command->add_option("--soak", options->soak_hours, "again and again for so many hours; Ctrl-C ends it, too")
        ->type_name("HOURS")
        ->check(CLI::Range(0.0, 24.0 * 7));
    command->add_flag("--last", options->last, "print the last result of each test and run none");
    command->callback([options, &code] { code = diagnose(*options); });
}

}  // namespace vestibule::ctl
