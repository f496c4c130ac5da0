// mark_good - the kiosk says that it was usable, it has what a usable kiosk must have, and nothing that worked before
// the update fails: then the root helper is asked to call the slot good.
#include "kiosk/ctl/mark_good.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "drivers/camera/module.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/usable.hpp"

namespace vestibule::ctl {

namespace {

/// The tests that were good when the new slot was started first, one a line; there until it is called good.
constexpr const char* kBefore = "good-before-update";

/// Longer than a quick run: a slow machine is busy in its first minutes, and what nobody looked at is not good.
constexpr std::chrono::seconds kTrialRun{90};

struct Options {
    Place place;
    std::string hand = hand::kHandSocket;
};

/// What the slot before had found. Kept at the first start on trial: later ones would compare the new with itself.
Result<std::vector<std::string>> good_before(const std::filesystem::path& state_folder) {
    const std::filesystem::path file = state_folder / kBefore;
    std::vector<std::string> good;
    if (std::ifstream kept(file); kept) {
        for (std::string id; std::getline(kept, id);) good.push_back(id);
        return good;
    }
    std::string text;
    for (const auto& [id, outcome] : diagnostics::last_results(state_folder)) {
        if (outcome.finding.verdict != diagnostics::Verdict::Pass) continue;
        good.push_back(id);
        text += id + "\n";
    }
    if (Result<void> kept = device::replace_file(file, text); !kept) return std::move(kept).error();
    return good;
}

int mark_good(const Options& options) {
    const std::filesystem::path state = options.place.state_folder();
    std::error_code unseen;
    if (!std::filesystem::exists(options.place.runtime_folder() / device::kUsableMark, unseen)) {
        say(stderr, "vestibulectl: the kiosk has not been usable since this start; the slot stays on trial.");
        return kTrouble;
    }
    const auto before = good_before(state);
    if (!before) return failed(before.error());
    static const drivers::SystemClock kClock;
    auto bench = options.place.bench(kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    // What reads cameras is loaded before: the tests, which are children of this process, measure a camera and no disk.
    const auto module = bench->module_folder / "vestibule-camera.so";
    (void)drivers::load_camera_module(module, {bench->config.document_camera}).ok();
    std::vector<diagnostics::Outcome> now;
    {
        const auto gate = device::VisitGate::close_for_patients(options.place.runtime_folder());
        bench->patient_here = !gate.has_value();
        std::vector<diagnostics::Test> tests = diagnostics::tests_for(*bench);
        diagnostics::leave_out_hands(tests);
        now = diagnostics::run(tests, kTrialRun, kClock);
    }
    const std::vector<std::string> worse = diagnostics::got_worse(*before, now);
    for (const std::string& id : worse)
        say(stderr, "vestibulectl: " + id + " was good before the update and fails now");
    const std::vector<std::string> missing = diagnostics::not_usable(now, bench->config.offline);
    for (const std::string& id : missing)
        say(stderr, "vestibulectl: " + id + ": nothing shows yet that it works with this system");
    if (!worse.empty() || !missing.empty()) {
        say(stderr, "vestibulectl: the slot stays on trial. `vestibulectl diagnose` says what to do.");
        return kTrouble;
    }
    if (Result<void> marked = hand::ask_hand({.verb = hand::Verb::MarkGood, .port = {}}, options.hand); !marked)
        return failed(marked.error());
    std::filesystem::remove(state / kBefore, unseen);
    say(stdout, fmt::format("The slot is good: {} tests, none worse than before; erasure, cameras and service work.",
                            now.size()));
    return kGood;
}

}  // namespace

void add_mark_good(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("mark-good", "Call the slot that runs good, if the kiosk was usable");
    options->place.add_to(*command);
    command->add_option("--hand", options->hand, "the root helper's socket")->type_name("SOCKET");
    command->callback([options, &code] { code = mark_good(*options); });
}

}  // namespace vestibule::ctl
