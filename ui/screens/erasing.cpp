// erasing - names what goes, line by line and only what there was; then the successor says what it has checked.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

/// A line a kind; a visit that held nothing still had touches.
Node named(const char* id, std::vector<std::string> kinds, Glyph glyph, Look look) {
    if (kinds.empty()) kinds.emplace_back("erased.touches");
    Nodes lines;
    for (const std::string& kind : kinds) lines.push_back(line(glyph, look, t(kind)));
    return list(id, std::move(lines));
}

}  // namespace

Node erasing(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(named("going", view.kinds, Glyph::Erase, Look::Plain));
    content.push_back(progress("progress-bar", t("erasing.what"), -1));
    Frame frame{t("erasing.title"), std::move(content), {}, {}, true, Glyph::Erase};
    frame.quiet_strip = false;
    return framed(state, view, std::move(frame));
}

Node erased(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(named("gone", view.last.erased, Glyph::Check, Look::Success));
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
