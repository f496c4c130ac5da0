// erasing - names what goes, line by line and only what there was; then the successor says what it has checked.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

bool typed(const VisitView& view, FieldId id) {
    const privacy::SecretText* value = view.field(id).value;
    return value != nullptr && !value->reveal().empty();
}

std::vector<std::string> kinds(const VisitView& view) {
    if (!view.last.erased.empty()) return view.last.erased;
    std::vector<std::string> all;
    if (view.front || view.back || view.face) all.emplace_back("erased.pictures");
    if (typed(view, FieldId::GivenNames) || typed(view, FieldId::FamilyName)) all.emplace_back("erased.name");
    if (typed(view, FieldId::Email) || typed(view, FieldId::Phone)) all.emplace_back("erased.contact");
    if (view.details_read || view.front) all.emplace_back("erased.document");
    if (!view.places.empty()) all.emplace_back("erased.places");
    if (all.empty()) all.emplace_back("erased.touches");
    return all;
}

}  // namespace

Node erasing(const State& state, const VisitView& view) {
    Nodes lines;
    for (const std::string& kind : kinds(view)) lines.push_back(line(Glyph::Erase, Look::Plain, t(kind)));
    Nodes content;
    content.push_back(list("going", std::move(lines)));
    content.push_back(progress("progress-bar", t("erasing.what"), -1));
    Frame frame{t("erasing.title"), std::move(content), {}, {}, true, Glyph::Erase};
    frame.quiet_strip = false;
    return framed(state, view, std::move(frame));
}

Node erased(const State& state, const VisitView& view) {
    Nodes lines;
    for (const std::string& kind : view.last.erased) lines.push_back(line(Glyph::Check, Look::Success, t(kind)));
    Nodes content;
    content.push_back(list("gone", std::move(lines)));
    if (view.last.still_to_deliver) {
        content.push_back(status(Glyph::Clock, Look::Attention, t("erased.still_to_deliver"), "still-to-deliver"));
    }
    Nodes actions;
    actions.push_back(button("continue", t("erased.go_on"), to(visit::IntentKind::DismissErased), Look::Primary));
    Frame frame{t("erased.title"), std::move(content), std::move(actions), {}, true, Glyph::Check, Look::Success};
    frame.quiet_strip = false;
    Node root = framed(state, view, std::move(frame));
    root.action = to(visit::IntentKind::DismissErased);  // a touch anywhere
    return root;
}

}  // namespace vestibule::ui::screens
