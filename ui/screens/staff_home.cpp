// staff_home - what can be done here: tests, a report that it is right again, a bundle for whoever should look at it.
#include <algorithm>
#include <utility>

#include "kiosk/staff/mode.hpp"
#include "ui/screens/staff.hpp"
#include "ui/screens/staff_errand.hpp"

namespace vestibule::ui::screens {

namespace {

using diagnostics::Verdict;
using staff::Press;
using staff::Step;

Node tile(const char* id, const char* key, Glyph glyph, visit::Intent what) {
    Node node = button(id, t(key), what, Look::Card);
    node.role = Role::Choice;
    node.glyph = glyph;
    node.box.padding_mm = 2;
    return node;
}

visit::Intent errand_of(staff::Job job) {
    return press(Press::OpenErrand, static_cast<std::uint16_t>(job));
}

Node stick_button(staff::Cargo cargo) {
    Node node = button("to-stick", t("staff.to_stick"), press(Press::ToStick, static_cast<std::uint16_t>(cargo)));
    node.glyph = Glyph::Forward;
    return node;
}

Node failure(const StaffView& view) {
    return status(Glyph::Warning, Look::Attention, plain(view.failure), "failure");
}

Node home_button() {
    return back_button(t("staff.to_home"));
}

/// In a sentence how the kiosk stands, from the last results that somebody with this role may see to.
Node standing(const staff::State& state, const StaffView& view) {
    std::int64_t bad = 0, known = 0;
    for (const staff::TestRow& row : view.tests) {
        if (!row.last || !staff::may_run(state.role, row.id)) continue;
        ++known;
        const Verdict verdict = row.last->finding.verdict;
        if (verdict != Verdict::Pass && verdict != Verdict::NotApplicable) ++bad;
    }
    if (known == 0) return status(Glyph::Clock, Look::Attention, t("staff.home.untested"), "standing");
    if (bad == 0) return status(Glyph::Check, Look::Success, counted("staff.home.good", known), "standing");
    return status(Glyph::Warning, Look::Attention, counted("staff.home.bad", bad), "standing");
}

}  // namespace

Node staff_home(const staff::State& state, const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t(state.role == staff::Role::FacilityIt ? "staff.home.it" : "staff.home.technician",
                                  {std::int64_t{view.person}}),
                                "who"));
    content.push_back(standing(state, view));
    if (view.errand.case_opened)
        content.push_back(status(Glyph::Warning, Look::Attention, t("staff.home.case_opened"), "case-opened"));
    Nodes tiles;
    if (view.errand.case_opened && staff::may_begin(state.role, staff::Job::Seal))
        tiles.push_back(tile("open-seal", "staff.home.seal", Glyph::Lock, errand_of(staff::Job::Seal)));
    const auto add = [&](Step step, const char* id, const char* key, Glyph glyph, visit::Intent what) {
        if (staff::may_open(state.role, step)) tiles.push_back(tile(id, key, glyph, what));
    };
    add(Step::Tests, "open-tests", "staff.home.tests", Glyph::Check, press(Press::OpenTests));
    add(Step::Touch, "open-touch", "staff.home.touch", Glyph::Hand, press(staff::Hand::Touch));
    add(Step::Colours, "open-colours", "staff.home.colours", Glyph::Eye, press(staff::Hand::Display));
    add(Step::Keypad, "open-keypad", "staff.home.keypad", Glyph::ArrowUp, press(staff::Hand::Keypad));
    add(Step::Report, "open-report", "staff.home.report", Glyph::Card, press(Press::OpenReport));
    add(Step::Support, "open-support", "staff.home.support", Glyph::Help, press(Press::OpenSupport));
    if (staff::may_begin(state.role, staff::Job::Inspection))
        tiles.push_back(tile("open-inspection", "staff.home.inspect", Glyph::Eye, errand_of(staff::Job::Inspection)));
    if (staff::may_begin(state.role, staff::Job::None))
        tiles.push_back(tile("open-repair", "staff.home.repair", Glyph::Camera, errand_of(staff::Job::None)));
    if (staff::may_begin(state.role, staff::Job::Update))
        tiles.push_back(tile("open-update", "staff.home.update", Glyph::Forward, errand_of(staff::Job::Update)));
    if (staff::may_begin(state.role, staff::Job::Decommission))
        tiles.push_back(
            tile("open-decommission", "staff.home.decommission", Glyph::Erase, errand_of(staff::Job::Decommission)));
    Nodes answers;
    Nodes runs;
    runs.push_back(tile("run-quick", "staff.home.quick", Glyph::Search, press(Press::RunQuick)));
    if (staff::may_open(state.role, Step::Touch))
        runs.push_back(tile("run-guided", "staff.home.guided", Glyph::Forward, press(Press::RunGuided)));
    answers.push_back(grid(std::move(runs), 96));
    answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    Node leave = button("leave", t("staff.leave"), press(Press::Leave), Look::Primary);
    leave.glyph = Glyph::Person;
    actions.push_back(std::move(leave));
    return staff_framed("home", view.common,
                        {t("staff.home.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node staff_report(const staff::State& state, const StaffView& view) {
    Nodes content;
    if (!view.failure.empty()) content.push_back(failure(view));
    if (state.working) {
        content.push_back(progress("working", t("staff.working"), -1));
    } else if (!view.report_code.reveal().empty()) {
        const bool good = view.report_verdict == "pass";
        content.push_back(status(good ? Glyph::Check : Glyph::Warning, good ? Look::Success : Look::Attention,
                                 t(good ? "staff.report.good" : "staff.report.bad"), "verdict"));
        Node code = qr("report-code", t("staff.report.code"), &view.report_code);
        code.box.minimum_width_mm = code.box.minimum_height_mm = code.box.maximum_width_mm = 110;
        Nodes words;
        words.push_back(paragraph(t("staff.report.photo")));
        words.push_back(note(t("staff.saved_as", {view.saved_as}), "saved-as"));
        content.push_back(beside_code(std::move(code), std::move(words)));
    }
    Nodes actions;
    actions.push_back(home_button());
    if (!state.working && !view.report_code.reveal().empty()) actions.push_back(stick_button(staff::Cargo::Report));
    return staff_framed("report", view.common, {t("staff.report.title"), std::move(content), std::move(actions)});
}

Node staff_support(const staff::State& state, const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.support.what"), "what"));
    if (!view.failure.empty()) content.push_back(failure(view));
    if (state.working) content.push_back(progress("working", t("staff.working"), -1));
    if (!view.saved_as.empty() && state.saved && !state.working)
        content.push_back(status(Glyph::Check, Look::Success, t("staff.saved_as", {view.saved_as}), "saved-as"));
    Nodes rows;
    for (const staff::Section& section : view.sections) {
        const bool in = section.state == "in";
        Nodes words;
        words.push_back(line(in ? Glyph::Check : Glyph::Cross, in ? Look::Success : Look::Attention,
                             plain(section.name + ": " + section.state)));
        words.push_back(note(plain(section.what)));
        Node item = column(std::move(words), 1);
        item.role = Role::ListItem;
        item.look = Look::Card;
        item.id = "section-" + section.name;
        rows.push_back(std::move(item));
    }
    // Three beside each other do not fit in the largest text.
    if (!state.working && !view.sections.empty()) content.push_back(stick_button(staff::Cargo::Support));
    content.push_back(list("sections", std::move(rows)));
    Nodes actions;
    actions.push_back(home_button());
    Node save = button("save", t("staff.support.save"), press(Press::Save), Look::Primary);
    save.enabled = !state.working && !view.sections.empty();
    actions.push_back(std::move(save));
    return staff_framed("support", view.common, {t("staff.support.title"), std::move(content), std::move(actions)});
}

Node staff_screen(const staff::State& state, const StaffView& view) {
    switch (state.step) {
        case Step::Person:
        case Step::Code:
            return staff_door(state, view);
        case Step::Scan:
            return staff_scan(view);
        case Step::Tests:
            return staff_tests(state, view);
        case Step::Touch:
            return staff_touch(view);
        case Step::Colours:
            return staff_colour(state);
        case Step::Asked:
            return staff_asked(state, view);
        case Step::Moved:
            return staff_moved(state, view);
        case Step::Keypad:
            return staff_keypad(state, view);
        case Step::Report:
            return staff_report(state, view);
        case Step::Support:
            return staff_support(state, view);
        case Step::Errand:
            return staff_errand(state, view);
        case Step::Home:
        case Step::Left:
        case Step::Count:
            break;
    }
    return staff_home(state, view);
}

}  // namespace vestibule::ui::screens
