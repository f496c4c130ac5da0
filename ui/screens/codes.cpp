// codes - the short codes that prove an e-mail address, a phone and a returning patient.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

Node code_screen(const State& state, const VisitView& view, Text title, Text where, FieldId id) {
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(std::move(where), "where"));
    Nodes answers;
    answers.push_back(field(view, id, ready));
    Node again = button("code-again", t("code.again"), choose(journey::Choice::CodeAgain), Look::Secondary);
    again.enabled = ready;
    answers.push_back(std::move(again));
    answers.push_back(note(t("code.patience"), "patience"));
    if (!ready) content.push_back(checking());
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue"), ready));
    return framed(state, view, {std::move(title), std::move(content), std::move(actions), std::move(answers), false});
}

/// Names the address that the code went to, so that a slip is seen; without one the sentence does without.
Text sent_to(const State& state, const VisitView& view, const std::string& key, FieldId id) {
    const std::string name = provider_name(state, view);
    const privacy::SecretText* value = view.field(id).value;
    if (value == nullptr || value->reveal().empty()) return t(key + ".sent", {name});
    return t(key + ".sent_to", {name, value});
}

}  // namespace

Node email_code(const State& state, const VisitView& view) {
    return code_screen(state, view, t("email_code.title"), sent_to(state, view, "email_code", FieldId::Email),
                       FieldId::EmailCode);
}

Node phone_code(const State& state, const VisitView& view) {
    return code_screen(state, view, t("phone_code.title"), sent_to(state, view, "phone_code", FieldId::Phone),
                       FieldId::PhoneCode);
}

Node second_factor(const State& state, const VisitView& view) {
    return code_screen(state, view, t("second_factor.title"), t("second_factor.sent", {provider_name(state, view)}),
                       FieldId::SecondFactor);
}

}  // namespace vestibule::ui::screens
