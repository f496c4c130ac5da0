// portal - signing in to one place's own portal on the patient's phone; it is not the login of the identity provider.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

Text not_that_login(const VisitView& view) {
    if (view.providers == nullptr || view.providers->empty()) return t("portal.not_that_login.any");
    if (view.providers->size() == 1) return t("portal.not_that_login.one", {view.providers->front().name});
    return t("portal.not_that_login.two", {(*view.providers)[0].name, (*view.providers)[1].name});
}

/// "MyChart" says little about a person; the name of the place does, and stays covered unless uncovered.
Text title(const State& state, const VisitView& view) {
    if (state.place < view.places.size()) return with_place(view, state.place, "portal.title");
    return t("portal.title.any");
}

}  // namespace

Node portal_sign_in(const State& state, const VisitView& view) {
    Nodes content;
    const records::Place* place = state.place < view.places.size() ? view.places[state.place].place : nullptr;
    if (place != nullptr && !place->portal.reveal().empty()) {
        content.push_back(paragraph(t("portal.use", {&place->portal}), "use"));
    } else {
        content.push_back(paragraph(t("portal.use.any"), "use"));
    }
    content.push_back(line(Glyph::Warning, Look::Attention, not_that_login(view), "not-that-login"));
    Nodes answers;
    if (view.portal == nullptr) {
        answers.push_back(status(Glyph::Clock, Look::Plain, t("phone.getting_code"), "checking"));
    } else {
        Node code = paragraph(own(view.portal->user_code), "user-code");
        code.look = Look::Display;
        Nodes beside;
        beside.push_back(paragraph(t("phone.or_type", {&view.portal->verification_uri}), "address"));
        beside.push_back(std::move(code));
        answers.push_back(
            beside_code(qr("qr", t("portal.qr"), &view.portal->verification_uri_complete), std::move(beside)));
        answers.push_back(status(Glyph::Clock, Look::Plain, t("phone.waiting"), "waiting"));
    }
    answers.push_back(note(t("portal.later"), "later"));
    Nodes actions;
    actions.push_back(back_button(t("portal.back")));
    return framed(state, view, {title(state, view), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
