// tests - the tests: those that the workshop makes, and those that a person makes with their hands.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/staff/findings.hpp"

namespace vestibule::staff {

using nlohmann::json;

namespace {

constexpr std::uint16_t kWhole = 0xFFFD;  // for the table, a run as any other: what a quick one leaves out, too

/// A title is a sentence of ours, but for the host that some of them end with.
diagnostics::Words title_words(const std::string& title) {
    for (const char* form : {"Name of {0}", "Certificate of {0}"}) {
        const std::string begins = std::string(form).substr(0, std::string(form).find('{'));
        if (title.starts_with(begins)) return diagnostics::say(form, title.substr(begins.size()));
    }
    return {title.c_str()};
}

}  // namespace

void Desk::ask(const char* word, std::string more, bool awaited) {
    json request = more.empty() ? json::object() : json::parse(more);
    request["do"] = word;
    if (setup_.workshop->ask(request.dump())) return asked_.push_back(awaited);
    view_.failure = "the workshop is gone: leave technician mode and come in again";
    if (awaited) event({.kind = EventKind::Done});
}

void Desk::run(std::uint16_t test) {
    json wanted = json::array();
    const bool all = test == kWhole || test == kSoak;
    for (std::size_t row = 0; row < view_.tests.size(); ++row) {
        TestRow& one = view_.tests[row];
        const bool meant = all || test == row || (test == kQuick && one.id != diagnostics::kProveNow);
        one.running = !one.by_hand && meant && may_run(state_.role, one.id);
        if (test == kSoak && view_.rounds == 0) one.bad_rounds = 0;
        if (one.running) wanted.push_back(one.id);
    }
    view_.failure.clear();
    view_.asked = wanted.size();
    view_.finished = 0;
    // A soak is one action, however many rounds it has.
    if (test != kSoak || view_.rounds == 0)
        did(all || test == kQuick ? journal::StaffAction::QuickTest : journal::StaffAction::OneTest);
    ask(kDoRun, json{{"tests", wanted}}.dump(), true);
}

void Desk::take_outcome(diagnostics::Outcome outcome) {
    for (TestRow& row : view_.tests) {
        if (row.id != outcome.id) continue;
        if (std::exchange(row.running, false)) ++view_.finished;
        if (state_.working && outcome.finding.verdict == diagnostics::Verdict::Fail) ++row.bad_rounds;
        row.date = diagnostics::date_text(outcome.date);
        row.last = std::move(outcome);
        return;
    }
}

void Desk::heard(const std::string& line) {
    changed();
    if (line == device::Workshop::kEnd) {
        const bool awaited = !asked_.empty() && asked_.front();
        if (!asked_.empty()) asked_.pop_front();
        for (TestRow& row : view_.tests) row.running = row.running && !awaited;
        if (awaited && state_.step == Step::Tests) ++view_.rounds;
        if (awaited) event({.kind = EventKind::Done, .good = errands_.well(state_.errand)});
        if (awaited && state_.step == Step::Errand && state_.errand.part == Part::Bound) errands_.bound(state_.errand);
        if (awaited && state_.step == Step::Errand && state_.errand.part == Part::Recorded) errands_.inspected();
        return;
    }
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return;
    if (const auto test = object.find("test"); test != object.end())
        view_.tests.push_back({.id = test->value("id", ""),
                               .title = title_words(test->value("title", "")),
                               .by_hand = test->value("by_hand", false)});
    if (const auto found = object.find("outcome"); found != object.end()) {
        if (auto outcome = diagnostics::outcome_from(*found)) take_outcome(std::move(*outcome));
    }
    if (const auto one = object.find("section"); one != object.end())
        view_.sections.push_back({one->value("name", ""), one->value("what", ""), one->value("state", "")});
    if (const auto report = object.find("report"); report != object.end()) {
        view_.report_code = privacy::secret(report->value("code", ""));
        view_.report_verdict = report->value("verdict", "");
        view_.saved_as = report->value("file", "");
    }
    errands_.heard(object);
    if (object.contains("saved")) view_.saved_as = object.value("saved", "");
    if (object.contains("failed")) view_.failure = object.value("failed", "");
}

bool Desk::finger(float x, float y) {
    if (!on_glass()) return false;
    human();
    const auto at = square_of(x, y);
    if (view_.touched.test(at)) return true;
    view_.touched.set(at);
    test_since_ = setup_.clock->now();
    changed();
    if (view_.touched.all()) event({.kind = EventKind::Judged, .good = true});
    return true;
}

bool Desk::key(Key key) {
    if (state_.step != Step::Keypad) return false;
    human();
    const auto at = static_cast<std::size_t>(key);
    if (view_.pressed.test(at)) return true;
    view_.pressed.set(at);
    test_since_ = setup_.clock->now();
    changed();
    if (view_.pressed.all()) event({.kind = EventKind::Judged, .good = true});
    return true;
}

/// Whether this kiosk has what the test is of.
bool Desk::has(Hand hand) const {
    const device::Config& config = *setup_.config;
    const bool one_camera = config.document_camera == config.face_camera;
    switch (hand) {
        case Hand::SoundLeft:
        case Hand::SoundRight:
            return !config.sound.empty();
        case Hand::Headphones:
            return !config.headphones.empty();
        case Hand::Presence:
            return !config.presence.empty();
        case Hand::Cover:
            return !config.cover.empty();
        case Hand::Printer:
            return !config.printer.empty();
        case Hand::Chart:
            return one_camera;
        case Hand::DocumentChart:
        case Hand::FaceChart:
            return !one_camera;
        default:
            return true;
    }
}

/// What somebody is then asked about.
void Desk::act(Hand hand) {
    view_.failure.clear();
    changed();
    if (hand == Hand::SoundLeft || hand == Hand::SoundRight)
        return ask(kDoPlay, json{{"ear", hand == Hand::SoundLeft ? "left" : "right"}}.dump(), false);
    if (hand == Hand::Printer) ask(kDoPrint, {}, false);
}

void Desk::run_hand(Hand hand) {
    view_.failure.clear();
    did(journal::StaffAction::OneTest);
    ask(kDoRun, json{{"tests", {hand_test(hand).id}}}.dump(), true);
}

void Desk::next_hand(std::size_t from) {
    view_.guide_all = static_cast<std::size_t>(
        std::count_if(kHands.begin(), kHands.end(), [this](const HandTest& one) { return has(one.hand); }));
    if (from == 0) view_.guide_at = 0;
    const auto next = next_of_walk(from, setup_.clock->now() - guide_since_, [this](Hand hand) { return has(hand); });
    if (next) {
        ++view_.guide_at;
        return event({.kind = EventKind::Open, .to = kHands.at(*next).step, .hand = kHands.at(*next).hand});
    }
    event({.kind = EventKind::Run, .test = kWhole});  // what needs no hand comes last
}

void Desk::keep(Hand hand, bool good) {
    using journal::StaffAction;
    did(hand == Hand::Touch                             ? StaffAction::TouchTest
        : hand == Hand::Keypad                          ? StaffAction::KeypadTest
        : hand == Hand::Display || hand == Hand::BurnIn ? StaffAction::DisplayTest
                                                        : StaffAction::OneTest);
    diagnostics::Outcome outcome;
    outcome.id = hand_test(hand).id;
    for (const TestRow& row : view_.tests) {
        if (row.id == outcome.id) outcome.title = row.title;
    }
    outcome.date = setup_.clock->wall();
    outcome.finding = judged_by_hand(hand, good, view_);
    ask(kDoKeep, json{{"outcome", diagnostics::to_json(outcome)}}.dump(), false);
}

}  // namespace vestibule::staff
