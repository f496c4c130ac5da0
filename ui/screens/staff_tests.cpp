// staff_tests - every test with what it found last: verdict in words, value and limit, what to do, and since when.
#include <algorithm>
#include <utility>

#include "kiosk/staff/mode.hpp"
#include "kiosk/staff/work.hpp"
#include "ui/screens/staff.hpp"
#include "ui/text/within.hpp"

namespace vestibule::ui::screens {

namespace {

using diagnostics::Verdict;
using staff::Press;
using staff::TestRow;

constexpr float kWords_mm = 110;  // beside the button; above it where there is less

StaffSaid said(const TestRow& row) {
    if (row.running) return {"staff.verdict.running", Glyph::Clock, Look::Plain};
    if (!row.last) return {"staff.verdict.never", Glyph::Clock, Look::Quiet};
    return staff_said(row.last->finding.verdict);
}

/// What needs somebody comes first.
int rank(const TestRow& row) {
    if (!row.last) return 3;
    switch (row.last->finding.verdict) {
        case Verdict::Fail:
            return 0;
        case Verdict::Warn:
            return 1;
        case Verdict::Inconclusive:
            return 2;
        case Verdict::Pass:
            return 4;
        case Verdict::NotApplicable:
            break;
    }
    return 5;
}

Node test_row(const staff::State& state, const TestRow& row_of, std::size_t index) {
    const StaffSaid verdict = said(row_of);
    Nodes words;
    words.push_back(section(staff_words(row_of.title)));
    words.push_back(line(verdict.glyph, verdict.look, t(verdict.key)));
    if (row_of.last && !row_of.running) {
        const diagnostics::Finding& finding = row_of.last->finding;
        if (!finding.value.empty())
            words.push_back(paragraph(
                finding.limit.empty()
                    ? staff_words(finding.value)
                    : t("staff.tests.held", {within(staff_words(finding.value)), within(staff_words(finding.limit))})));
        if (!finding.hint.empty()) words.push_back(line(Glyph::Forward, Look::Plain, staff_words(finding.hint)));
        if (state.soak && row_of.bad_rounds > 0)
            words.push_back(line(Glyph::Cross, Look::Danger, counted("staff.soak.bad", row_of.bad_rounds)));
        Node date = note(plain(row_of.date));
        date.look = Look::Small;
        words.push_back(std::move(date));
    }
    Node text = column(std::move(words), 1.5F);
    text.box.grow = 1;
    text.box.minimum_width_mm = kWords_mm;
    Nodes parts;
    parts.push_back(std::move(text));
    const auto hand = row_of.by_hand ? staff::hand_of(row_of.id) : std::nullopt;
    const visit::Intent what = hand ? press(*hand) : press(Press::RunOne, static_cast<std::uint16_t>(index));
    Node again = button("run-" + row_of.id, t("staff.tests.run_one"), what);
    again.spoken = t("staff.tests.run_one.spoken", {within(staff_words(row_of.title))});
    again.enabled = !state.working;
    parts.push_back(std::move(again));
    Node item = row(std::move(parts), 4, true);
    item.role = Role::ListItem;
    item.look = Look::Card;
    item.id = "test-" + row_of.id;
    item.box.padding_mm = 3;
    return item;
}

}  // namespace

StaffSaid staff_said(diagnostics::Verdict verdict) {
    switch (verdict) {
        case Verdict::Pass:
            return {"staff.verdict.pass", Glyph::Check, Look::Success};
        case Verdict::Warn:
            return {"staff.verdict.warn", Glyph::Warning, Look::Attention};
        case Verdict::Fail:
            return {"staff.verdict.fail", Glyph::Cross, Look::Danger};
        case Verdict::NotApplicable:
            return {"staff.verdict.none_here", Glyph::Check, Look::Quiet};
        case Verdict::Inconclusive:
            break;
    }
    return {"staff.verdict.unclear", Glyph::Help, Look::Attention};
}

Text staff_words(const diagnostics::Words& words) {
    if (words.form().empty()) return plain(words);
    std::vector<Text::Argument> with;
    for (const diagnostics::Words& one : words.with()) {
        with.emplace_back(one.form().empty() ? std::string(one) : within(staff_words(one)));
    }
    return t(words.form(), std::move(with));
}

Node staff_tests(const staff::State& state, const StaffView& view) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < view.tests.size(); ++i) {
        const TestRow& one = view.tests[i];
        // A test that a person makes belongs to whoever may open its screen: from here, a technician alone.
        if (staff::may_run(state.role, one.id)) order.push_back(i);
    }
    // While something runs, nothing moves away under a finger.
    if (!state.working)
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return rank(view.tests[a]) < rank(view.tests[b]); });
    Nodes content;
    if (!view.failure.empty())
        content.push_back(status(Glyph::Warning, Look::Attention, plain(view.failure), "failure"));
    if (state.working) {
        const auto finished = static_cast<std::int64_t>(view.finished), asked = static_cast<std::int64_t>(view.asked);
        if (state.soak || view.rounds > 1) content.push_back(note(counted("staff.soak.rounds", view.rounds), "rounds"));
        content.push_back(progress("running", t("staff.tests.running", {finished, asked}),
                                   asked == 0 ? -1 : static_cast<double>(finished) / static_cast<double>(asked)));
    }
    // Above the list: three in the band below do not fit where letters are large.
    if (state.soak) {
        content.push_back(button("last-round", t("staff.soak.stop"), press(Press::LastRound)));
    } else if (!state.working && state.role == staff::Role::Technician) {
        content.push_back(button("run-soak", t("staff.soak.run"), press(Press::RunSoak)));
    }
    Nodes rows;
    for (const std::size_t index : order) rows.push_back(test_row(state, view.tests[index], index));
    content.push_back(list("tests", std::move(rows)));
    Nodes actions;
    actions.push_back(back_button(t("staff.to_home")));
    Node quick = button("run-quick", t("staff.tests.run_all"), press(Press::RunQuick), Look::Primary);
    quick.enabled = !state.working;
    // Seen wherever the list is scrolled to.
    if (state.working) {
        const auto finished = static_cast<std::int64_t>(view.finished), asked = static_cast<std::int64_t>(view.asked);
        quick.label = t("staff.tests.counted", {finished, asked});
    }
    actions.push_back(std::move(quick));
    return staff_framed("tests", view.common, {t("staff.tests.title"), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
