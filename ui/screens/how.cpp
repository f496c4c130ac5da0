// how - verifying here or on the patient's own phone, and the wait for the phone: nothing personal is on it.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

using journey::Choice;

Node choose_how(const State& state, const VisitView& view) {
    Nodes ways;
    ways.push_back(explained_card("here", t("how.here"), t("how.here.what"), Choice::Here, Glyph::Camera));
    if (can_use_phone(state)) {
        ways.push_back(explained_card("phone", t("how.phone"), t("how.phone.what"), Choice::Phone, Glyph::Phone));
    }
    Nodes content;
    content.push_back(paragraph(t("how.lead", {provider_name(state, view)})));
    Nodes answers;
    answers.push_back(side_by_side(std::move(ways)));
    answers.push_back(button("about-ial2", t("choice.about_ial2"), choose(Choice::AboutIal2), Look::Secondary));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("how.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node phone(const State& state, const VisitView& view) {
    Nodes content;
    Nodes answers;
    if (view.phone == nullptr) {
        content.push_back(status(Glyph::Clock, Look::Plain, t("phone.getting_code"), "checking"));
    } else {
        Node code = paragraph(own(view.phone->user_code), "user-code");
        code.look = Look::Display;
        Nodes words;
        words.push_back(line(Glyph::Camera, Look::Plain, t("phone.scan")));
        words.push_back(line(Glyph::Phone, Look::Plain, t("phone.follow", {provider_name(state, view)})));
        words.push_back(line(Glyph::Eye, Look::Plain, t("phone.we_go_on")));
        Nodes beside;
        beside.push_back(list("what-to-do", std::move(words)));
        content.push_back(
            beside_code(qr("qr", t("phone.qr"), &view.phone->verification_uri_complete), std::move(beside)));
        answers.push_back(paragraph(t("phone.or_type", {&view.phone->verification_uri}), "address"));
        answers.push_back(std::move(code));
        answers.push_back(status(Glyph::Clock, Look::Plain, t("phone.waiting"), "waiting"));
    }
    Nodes actions;
    actions.push_back(back_button(t("action.cancel")));
    return framed(state, view, {t("phone.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
