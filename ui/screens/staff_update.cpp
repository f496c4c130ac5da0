// staff_update - a system from a stick: copied, looked at, installed, and started.
#include <utility>

#include "ui/screens/staff_errand.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::Part;
using staff::Press;

/// Below 0 nobody has said how far it is: then the mark is calm, and no number stands there.
Node how_far(const char* key, int percent) {
    return progress("working", t(key), percent < 0 ? -1 : percent / 100.0);
}

void add_waiting(const StaffView& view, Nodes& content) {
    content.push_back(paragraph(t("staff.update.plug"), "what"));
    content.push_back(note(t("staff.update.what")));
    const bool copying = view.errand.percent >= 0;
    content.push_back(how_far(copying ? "staff.update.copying" : "staff.stick.waiting", view.errand.percent));
}

void add_refused(const StaffView& view, Nodes& content) {
    content.push_back(status(Glyph::Warning, Look::Attention, t("staff.update.failed"), "failed"));
    if (!view.failure.empty()) content.push_back(note(plain(view.failure), "failure"));
}

void add_found(const StaffView& view, Nodes& content) {
    content.push_back(status(Glyph::Check, Look::Success, t("staff.update.signed"), "found"));
    content.push_back(line(Glyph::Forward, Look::Plain, t("staff.update.new", {view.errand.update_version})));
    content.push_back(line(Glyph::Clock, Look::Plain, t("staff.update.now", {view.errand.running_version})));
    content.push_back(paragraph(t("staff.update.pull"), "what"));
}

void add_restart(const StaffView& view, Nodes& content) {
    content.push_back(status(Glyph::Check, Look::Success, t("staff.update.done"), "done"));
    if (view.failure.empty()) {
        content.push_back(progress("working", t("staff.update.restarts"), -1));
        return;
    }
    content.push_back(status(Glyph::Warning, Look::Attention, t("staff.update.no_restart"), "no-restart"));
    content.push_back(note(plain(view.failure), "failure"));
}

}  // namespace

Node staff_update(const staff::State& state, const StaffView& view) {
    const staff::Errand& errand = state.errand;
    const bool refused = errand.ran && !errand.good && !state.working;
    Nodes content, actions;
    if (refused) {
        add_refused(view, content);
    } else if (errand.part == Part::Plug) {
        add_waiting(view, content);
    } else if (errand.part == Part::Found && state.working) {
        content.push_back(progress("working", t("staff.update.looking"), -1));
    } else if (errand.part == Part::Found) {
        add_found(view, content);
    } else if (errand.part == Part::Install) {
        content.push_back(how_far("staff.update.installing", view.errand.percent));
        content.push_back(note(t("staff.update.leave_on"), "what"));
    } else {
        add_restart(view, content);
    }
    Node back = back_button(t("staff.to_home"));
    back.enabled = errand.part != Part::Install || !state.working;
    actions.push_back(std::move(back));
    if (refused) actions.push_back(button("again", t("staff.asked.again"), press(Press::Again)));
    if (errand.part == Part::Found && !refused) {
        Node install = continue_button(t("staff.update.install"));
        install.enabled = !state.working;
        actions.push_back(std::move(install));
    }
    return staff_framed("update", view.common, {t("staff.update.title"), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
