// desk_work - what the workshop, the clock and a stick tell.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "drivers/clock/floor.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/enrolment/way.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/setup/desk.hpp"
#include "kiosk/setup/work.hpp"

namespace vestibule::setup {

using nlohmann::json;

void Desk::ask(const char* word, const std::string& with) {
    const json request{{"do", word}, {"with", with}};
    if (setup_.workshop->ask(request.dump(-1, ' ', false, json::error_handler_t::replace)))
        return asked_.push_back(true);
    view_.failure = "the workshop is gone: switch the kiosk off and on";
    event({.kind = EventKind::Done});
}

void Desk::take_outcome(diagnostics::Outcome outcome) {
    auto& rows = state_.step == Step::Network ? view_.network : view_.tests;
    staff::TestRow row{.id = outcome.id, .title = outcome.title, .date = diagnostics::date_text(outcome.date)};
    row.last = std::move(outcome);
    const auto rank = [](const staff::TestRow& one) {
        switch (one.last->finding.verdict) {
            case diagnostics::Verdict::Fail:
                return 0;
            case diagnostics::Verdict::Warn:
                return 1;
            case diagnostics::Verdict::Inconclusive:
                return 2;
            default:
                return 3;
        }
    };
    rows.push_back(std::move(row));
    if (state_.step == Step::Network) return;  // from the cable on
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto& one, const auto& other) { return rank(one) < rank(other); });
}

void Desk::heard(const std::string& line) {
    changed();
    if (line == device::Workshop::kEnd) {
        const bool awaited = !asked_.empty() && asked_.front();
        if (!asked_.empty()) asked_.pop_front();
        if (!awaited) return;
        // An answer that never came: what was asked has crashed.
        if (state_.step == Step::Enrolling && state_.working && asked_.empty()) {
            view_.detail = "the attempt broke off";
            event({.kind = EventKind::Told, .standing = device::EnrolmentStanding::Trouble});
        } else if (asked_.empty()) {
            event({.kind = EventKind::Done});
        }
        return;
    }
    // What belongs to a request that was given up is of no use to anybody.
    if (asked_.empty() || !asked_.front()) return;
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return;
    if (const auto found = object.find("outcome"); found != object.end()) {
        if (auto outcome = diagnostics::outcome_from(*found)) take_outcome(std::move(*outcome));
    }
    if (const auto one = object.find("wifi"); one != object.end())
        view_.wifi.push_back({one->value("name", ""), one->value("signal", -100), one->value("open", false),
                              one->value("login", false)});
    if (const auto standing = object.find("standing"); standing != object.end()) {
        view_.detail = object.value("detail", "");
        if (object.contains("ask_again"))
            ask_again_ = setup_.clock->now() + std::chrono::seconds(object.value("ask_again", 60));
        const auto told = static_cast<device::EnrolmentStanding>(standing->get<int>());
        const bool not_there_yet =
            told == device::EnrolmentStanding::Offline || told == device::EnrolmentStanding::WrongClock;
        const drivers::TimePoint now = setup_.clock->now();
        if (not_there_yet && now < network_comes_until_) ask_again_ = now + device::kAskWhileItComes;
        event({.kind = EventKind::Told, .standing = told});
    }
    if (const auto pulled = object.find("pulled"); pulled != object.end()) {
        view_.detail = pulled->value("detail", "");
        view_.stick_serial = pulled->value("serial", 0);
        const auto standing = static_cast<device::EnrolmentStanding>(pulled->value("standing", 0));
        const bool taken_back =
            standing == device::EnrolmentStanding::Revoked || standing == device::EnrolmentStanding::Expired;
        if (taken_back) return event({.kind = EventKind::Told, .standing = standing});
        event({.kind = EventKind::Pulled, .good = pulled->contains("serial")});
    }
    if (object.contains("failed")) view_.failure = object.value("failed", "");
}

void Desk::look_at_stick() {
    const auto note = device::take_note(setup_.runtime_folder);
    if (!note) return;
    human();
    view_.stick_serial = note->serial;
    view_.stick_code = static_cast<int>(note->code);
    view_.stick_detail = note->detail;
    event({.kind = EventKind::Stick, .good = note->good});
}

void Desk::tell_time() {
    std::string clock = diagnostics::date_text(setup_.clock->wall()).substr(0, 16);
    std::replace(clock.begin(), clock.end(), 'T', ' ');
    if (clock != view_.clock) view_.clock = clock, changed();
    const bool trusted = setup_.clock->wall() >= drivers::time_floor();
    if (trusted != view_.common.clock_trusted) view_.common.clock_trusted = trusted, changed();
}

void Desk::pump() {
    for (const std::string& line : setup_.workshop->heard()) heard(line);
    look_at_stick();
    tell_time();
    take_read();
    const drivers::TimePoint now = setup_.clock->now();
    if (state_.working) human();
    const bool lost = eye_ && eye_->lost();
    if (lost != view_.camera_lost) view_.camera_lost = lost, changed();
    if (!ask_again_ && view_.ask_again_s != 0) view_.ask_again_s = 0, changed();
    if (ask_again_) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(*ask_again_ - now).count();
        if (left != view_.ask_again_s) view_.ask_again_s = std::max<std::int64_t>(0, left), changed();
        human();  // somebody at the facility may take their time
        if (left <= 0) {
            ask_again_.reset();
            event({.kind = EventKind::Again});
        }
    }
    if (state_.step == Step::Touch && now - test_since_ >= kTouchPause) {
        event({.kind = EventKind::Judged, .good = false});
    } else if (now - human_since_ >= kIdle) {
        human();
        event({.kind = EventKind::Idle});
    }
}

}  // namespace vestibule::setup
