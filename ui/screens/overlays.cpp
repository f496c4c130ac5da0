// overlays - what covers a screen at once: help, starting over, stopping, "are you still there?" and the privacy cover.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Overlay;

constexpr float kHuge_mm = 40;

Node keep_going(Text label) {
    return button("keep-going", std::move(label), to(visit::IntentKind::KeepGoing), Look::Primary);
}

Node erase_now(Text label) {
    Node node = button("erase-now", std::move(label), to(visit::IntentKind::EraseNow), Look::Danger);
    node.glyph = Glyph::Erase;
    return node;
}

Node covering(const State& state, const VisitView& view, Text title, Glyph sign, Nodes content, Nodes actions,
              Nodes answers = {}) {
    Frame frame{std::move(title), std::move(content), std::move(actions), std::move(answers), true, sign};
    frame.quiet_strip = false;
    return framed(state, view, std::move(frame));
}

Node countdown(const VisitView& view, const std::string& key) {
    return status(Glyph::Clock, Look::Attention, counted(key, view.overlay_seconds_left), "countdown");
}

Node help(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("help.lead")));
    Node where = line(Glyph::Building, Look::Title,
                      desk_of(view).empty() ? t("desk.any") : t("desk.where", {desk_of(view)}), "desk-place");
    content.push_back(std::move(where));
    add_site_text(content, view, device::SiteText::Help, "site-help");
    content.push_back(paragraph(t("help.choice")));
    if (view.overlay_seconds_left > 0) content.push_back(countdown(view, "help.countdown"));
    Nodes actions;
    actions.push_back(erase_now(t("action.erase_and_finish")));
    actions.push_back(keep_going(t("action.keep_going")));
    return covering(state, view, t("help.title"), Glyph::Person, std::move(content), std::move(actions));
}

Node stopping(const State& state, const VisitView& view, const std::string& key) {
    Nodes content;
    content.push_back(paragraph(t(key + ".what")));
    content.push_back(countdown(view, key + ".countdown"));
    content.push_back(paragraph(t("stop.keep")));
    Nodes actions;
    actions.push_back(erase_now(t("action.erase_now")));
    actions.push_back(keep_going(t("action.keep_going")));
    return covering(state, view, t(key + ".title"), Glyph::Erase, std::move(content), std::move(actions));
}

Node are_you_there(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("there.limit")));
    content.push_back(countdown(view, "there.countdown"));
    Nodes answers;
    Node here = keep_going(t("there.still_here"));
    here.box.minimum_height_mm = kHuge_mm;
    here.glyph = Glyph::Hand;
    answers.push_back(std::move(here));
    Nodes actions;
    actions.push_back(erase_now(t("action.erase_and_finish")));
    return covering(state, view, t("there.title"), Glyph::Hand, std::move(content), std::move(actions),
                    std::move(answers));
}

Node covered(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("covered.why")));
    Nodes answers;
    Node touch = keep_going(t("covered.touch"));
    touch.box.minimum_height_mm = kHuge_mm;
    touch.glyph = Glyph::Hand;
    answers.push_back(std::move(touch));
    Node root = covering(state, view, t("covered.title"), Glyph::Lock, std::move(content), {}, std::move(answers));
    root.action = to(visit::IntentKind::KeepGoing);  // a touch anywhere
    return root;
}

}  // namespace

Node overlay(const State& state, const VisitView& view) {
    switch (state.overlay) {
        case Overlay::StartOver:
            return stopping(state, view, "start_over");
        case Overlay::Stop:
            return stopping(state, view, "stop");
        case Overlay::AreYouThere:
            return are_you_there(state, view);
        case Overlay::Covered:
            return covered(state, view);
        case Overlay::Help:
        case Overlay::None:
        case Overlay::Count:
            break;
    }
    return help(state, view);
}

}  // namespace vestibule::ui::screens
