// consent - the two agreements: to pictures before the camera, and to sharing with the records network; equal answers.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

/// Two answers of equal weight: neither is the primary one.
Node equal_answers(const State& state, Node no, Node yes) {
    for (Node* node : {&no, &yes}) {
        node->look = Look::Secondary;
        node->box.minimum_height_mm = 28;
        node->enabled = !waits(state);
    }
    Nodes answers;
    answers.push_back(std::move(no));
    answers.push_back(std::move(yes));
    Node both = side_by_side(std::move(answers));
    both.id = "answers";
    return both;
}

Text for_which(const State& state, const VisitView& view) {
    if (state.place < view.places.size()) return with_place(view, state.place, "share_consent.for_place");
    return counted("share_consent.for_connected", state.connected);
}

}  // namespace

Node picture_consent(const State& state, const VisitView& view) {
    const identity::Profile* chosen = provider(state, view);
    const std::string name = provider_name(state, view);
    Node words = column({}, 5);
    words.id = "consent";
    words.children.push_back(paragraph(t("picture_consent.purpose", {name})));
    if (chosen != nullptr && !chosen->relay_name.empty()) {
        words.children.push_back(paragraph(t("picture_consent.relay", {chosen->relay_name})));
    }
    words.children.push_back(paragraph(t("picture_consent.take_back", {name})));
    words.children.push_back(paragraph(t("picture_consent.kiosk")));
    Nodes content;
    content.push_back(std::move(words));
    Nodes answers;
    if (waits(state)) answers.push_back(checking());
    answers.push_back(equal_answers(state, button("no", t("picture_consent.no"), choose(Choice::No)),
                                    button("yes", t("picture_consent.yes"), choose(Choice::Yes))));
    Node about = button("about-ial2", t("choice.about_ial2"), choose(Choice::AboutIal2), Look::Secondary);
    about.enabled = !waits(state);
    answers.push_back(std::move(about));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view,
                  {t("picture_consent.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node share_consent(const State& state, const VisitView& view) {
    const std::string name = network_name(view);
    Node words = column({}, 5);
    words.id = "consent";
    words.children.push_back(paragraph(for_which(state, view), "for-which"));
    words.children.push_back(line(Glyph::Check, Look::Plain, t("share_consent.only_chosen", {name})));
    words.children.push_back(line(Glyph::Check, Look::Plain, t("share_consent.not_sold", {name})));
    words.children.push_back(line(Glyph::Check, Look::Plain, t("share_consent.take_back")));
    Nodes content;
    content.push_back(std::move(words));
    Nodes answers;
    if (waits(state)) answers.push_back(checking());
    answers.push_back(equal_answers(state, button("deny", t("share_consent.deny"), choose(Choice::No)),
                                    button("allow", t("share_consent.allow"), choose(Choice::Yes))));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view,
                  {t("share_consent.title", {name}), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace vestibule::ui::screens
