// tests - the tests: those that the workshop makes, and those that a person makes with their hands.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/staff/desk.hpp"

namespace vestibule::staff {

using nlohmann::json;

void Desk::ask(const char* word, std::string more, bool awaited) {
    json request = more.empty() ? json::object() : json::parse(more);
    request["do"] = word;
    if (setup_.workshop->ask(request.dump())) return asked_.push_back(awaited);
    view_.failure = "the workshop is gone: leave technician mode and come in again";
    if (awaited) event({.kind = EventKind::Done});
}

void Desk::run(std::uint16_t test) {
    json wanted = json::array();
    for (std::size_t row = 0; row < view_.tests.size(); ++row) {
        TestRow& one = view_.tests[row];
        one.running = !one.by_hand && (test == kQuick || test == row) && may_run(state_.role, one.id);
        if (one.running) wanted.push_back(one.id);
    }
    view_.failure.clear();
    view_.asked = wanted.size();
    view_.finished = 0;
    did(test == kQuick ? journal::StaffAction::QuickTest : journal::StaffAction::OneTest);
    ask(kDoRun, json{{"tests", wanted}}.dump(), true);
}

void Desk::take_outcome(diagnostics::Outcome outcome) {
    for (TestRow& row : view_.tests) {
        if (row.id != outcome.id) continue;
        if (std::exchange(row.running, false)) ++view_.finished;
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
        if (awaited) event({.kind = EventKind::Done});
        return;
    }
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return;
    if (const auto test = object.find("test"); test != object.end())
        view_.tests.push_back(
            {.id = test->value("id", ""), .title = test->value("title", ""), .by_hand = test->value("by_hand", false)});
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
    if (object.contains("saved")) view_.saved_as = object.value("saved", "");
    if (object.contains("failed")) view_.failure = object.value("failed", "");
}

bool Desk::finger(float x, float y) {
    if (state_.step != Step::Touch) return false;
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

void Desk::keep(Step test, bool good) {
    const bool touch = test == Step::Touch, keypad = test == Step::Keypad;
    did(touch    ? journal::StaffAction::TouchTest
        : keypad ? journal::StaffAction::KeypadTest
                 : journal::StaffAction::DisplayTest);
    diagnostics::Outcome outcome;
    outcome.id = touch ? kTouchTest : keypad ? kKeypadTest : kDisplayTest;
    for (const TestRow& row : view_.tests) {
        if (row.id == outcome.id) outcome.title = row.title;
    }
    outcome.date = setup_.clock->wall();
    if (touch)
        outcome.finding = judge_glass(view_.touched.count());
    else if (keypad)
        outcome.finding = diagnostics::judged(good, diagnostics::Verdict::Fail,
                                              fmt::format("{} keys answered", view_.pressed.count()),
                                              std::to_string(kKeys), "Check the keypad's cable, then replace it.");
    else
        outcome.finding =
            diagnostics::judged(good, diagnostics::Verdict::Fail, good ? "clean" : "a spot, a line or a shadow", {},
                                "Clean the glass; what stays is the display.");
    ask(kDoKeep, json{{"outcome", diagnostics::to_json(outcome)}}.dump(), false);
}

}  // namespace vestibule::staff
