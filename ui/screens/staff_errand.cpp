// staff_errand - the case signed off, a stick written, the kiosk taken out of use; repair has a file of its own.
#include "ui/screens/staff_errand.hpp"

#include <array>
#include <utility>

#include "ui/screens/setup.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::CaseState;
using staff::Job;
using staff::Part;
using staff::Press;

constexpr std::array<std::pair<const char*, Glyph>, static_cast<std::size_t>(staff::SealReason::Count)> kReasons{{
    {"staff.seal.maintenance", Glyph::Hand},
    {"staff.seal.device_replaced", Glyph::Camera},
    {"staff.seal.cleaning", Glyph::Erase},
    {"staff.seal.false_alarm", Glyph::Check},
    {"staff.seal.forced", Glyph::Warning},
}};

constexpr std::array<const char*, static_cast<std::size_t>(staff::Cargo::Count)> kCargo{
    "staff.report.title", "staff.support.title", "staff.stick.journal"};

Node reasons(const StaffView& view) {
    const CaseState stands = view.errand.case_state;
    Nodes content;
    if (!view.errand.case_since.empty())
        content.push_back(paragraph(t("staff.seal.since", {view.errand.case_since}), "since"));
    if (stands == CaseState::Closed) {
        content.push_back(status(Glyph::Check, Look::Success, t("staff.seal.closed"), "case"));
    } else {
        const bool open = stands == CaseState::Open;
        content.push_back(
            status(Glyph::Warning, Look::Attention, t(open ? "staff.seal.open" : "staff.seal.unreadable"), "case"));
    }
    add_failure(view, content);
    content.push_back(paragraph(t("staff.seal.why"), "what"));
    Nodes tiles;
    for (std::uint16_t i = 0; i < kReasons.size(); ++i) {
        Node tile = setup_tile("", kReasons.at(i).first, kReasons.at(i).second, press(Press::Option, i));
        tile.id = "reason-" + std::to_string(i);
        tile.enabled = stands == CaseState::Closed;
        tiles.push_back(std::move(tile));
    }
    Nodes answers;
    answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    actions.push_back(back_button(t("staff.to_home")));
    return staff_framed("seal", view.common,
                        {t("staff.seal.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node warning(const StaffView& view) {
    Nodes content;
    content.push_back(status(Glyph::Warning, Look::Attention, t("staff.gone.warning"), "warning"));
    Nodes rows;
    for (const char* what : {"staff.gone.keys", "staff.gone.site", "staff.gone.network", "staff.gone.secrets",
                             "staff.gone.journal", "staff.gone.results"})
        rows.push_back(line(Glyph::Erase, Look::Plain, t(what)));
    content.push_back(list("goes", std::move(rows)));
    if (view.errand.duties > 0)
        content.push_back(
            status(Glyph::Clock, Look::Attention, counted("staff.gone.duties", view.errand.duties), "duties"));
    content.push_back(paragraph(t("staff.gone.journal_first"), "what"));
    add_failure(view, content);
    Nodes answers;
    Node journal = button("to-stick", t("staff.gone.take_journal"),
                          press(Press::ToStick, static_cast<std::uint16_t>(staff::Cargo::Journal)));
    journal.glyph = Glyph::Forward;
    answers.push_back(std::move(journal));
    Nodes actions;
    actions.push_back(back_button(t("staff.to_home")));
    actions.push_back(continue_button(t("action.continue")));
    return staff_framed("decommission", view.common,
                        {t("staff.gone.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node word(const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.gone.word", {std::string(staff::kErasingWord)}), "what"));
    add_failure(view, content);
    Node node = staff_field("field-word", "staff.gone.field", staff::kWordField, view.errand.word);
    if (view.errand.wrong_word)
        std::get<FieldPart>(node.part).error = t("staff.gone.wrong_word", {std::string(staff::kErasingWord)});
    Nodes answers;
    answers.push_back(std::move(node));
    Nodes actions;
    actions.push_back(back_button());
    Node erase = continue_button(t("staff.gone.erase"));
    erase.look = Look::Danger;
    actions.push_back(std::move(erase));
    return staff_framed("decommission-word", view.common,
                        {t("staff.gone.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace

void add_failure(const StaffView& view, Nodes& content) {
    if (!view.failure.empty())
        content.push_back(status(Glyph::Warning, Look::Attention, plain(view.failure), "failure"));
}

Node staff_seal(const staff::State& state, const StaffView& view) {
    if (state.errand.part != Part::SignedOff) return reasons(view);
    Nodes content;
    content.push_back(status(Glyph::Check, Look::Success, t("staff.seal.done"), "done"));
    Nodes actions;
    actions.push_back(continue_button(t("staff.to_home")));
    return staff_framed("seal-done", view.common, {t("staff.seal.title"), std::move(content), std::move(actions)});
}

Node staff_decommission(const staff::State& state, const StaffView& view) {
    return state.errand.part == Part::Word ? word(view) : warning(view);
}

Node staff_stick(const staff::State& state, const StaffView& view) {
    Nodes content;
    if (state.errand.part == Part::Pull) {
        content.push_back(status(Glyph::Check, Look::Success, t("staff.stick.pull"), "pull"));
        Nodes rows;
        for (const std::string& file : view.errand.written) rows.push_back(line(Glyph::Card, Look::Plain, plain(file)));
        content.push_back(list("written", std::move(rows)));
    } else if (state.errand.ran) {
        content.push_back(status(Glyph::Warning, Look::Attention, t("staff.stick.failed"), "failed"));
        if (!view.failure.empty()) content.push_back(note(plain(view.failure), "failure"));
    } else {
        content.push_back(paragraph(t("staff.stick.plug"), "what"));
        content.push_back(note(t("staff.stick.what")));
        content.push_back(progress("waiting", t("staff.stick.waiting"), -1));
    }
    Nodes actions;
    if (state.errand.part == Part::Pull) {
        actions.push_back(continue_button(t("action.continue")));
    } else {
        actions.push_back(back_button());
        if (state.errand.ran) actions.push_back(button("again", t("staff.asked.again"), press(Press::Again)));
    }
    const char* title = kCargo.at(static_cast<std::size_t>(view.errand.cargo));
    return staff_framed("stick", view.common, {t(title), std::move(content), std::move(actions)});
}

Node staff_errand(const staff::State& state, const StaffView& view) {
    switch (state.errand.job) {
        case Job::Seal:
            return staff_seal(state, view);
        case Job::Inspection:
            return staff_inspection(state, view);
        case Job::Decommission:
            return staff_decommission(state, view);
        case Job::Stick:
            return staff_stick(state, view);
        case Job::Update:
            return staff_update(state, view);
        default:
            return staff_repair(state, view);
    }
}

Node staff_field(const char* id, const char* key, std::uint8_t number, const privacy::SecretText& value) {
    visit::Intent edit = to(visit::IntentKind::EditField);
    edit.field = static_cast<visit::FieldId>(number);
    Node node = button(id, t(key), edit, Look::Plain);
    node.role = Role::Field;
    FieldPart part;
    part.id = edit.field;
    part.kind = FieldKind::Text;
    part.value = &value;
    node.part = std::move(part);
    return node;
}

}  // namespace vestibule::ui::screens
