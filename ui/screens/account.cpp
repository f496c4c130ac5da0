// account - new or returning, how the provider reaches the patient, and signing in to an account that exists.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

Node password_rule(const State& state, const VisitView& view) {
    const identity::Profile* chosen = provider(state, view);
    return note(t("contact.password_rule", {chosen != nullptr ? chosen->password_minimum : 0}), "password-rule");
}

bool asks_password(const State& state) {
    return (state.asks & journey::kAsksPassword) != 0;
}

}  // namespace

Node account_kind(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    Nodes cards;
    cards.push_back(explained_card("returning", t("account.returning"), t("account.returning.what"), Choice::Returning,
                                   Glyph::Check));
    cards.push_back(explained_card("new-account", t("account.new"), t("account.new.what", {name}), Choice::NewAccount,
                                   Glyph::Person));
    Nodes content;
    Nodes answers;
    answers.push_back(side_by_side(std::move(cards)));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view,
                  {t("account.title", {name}), std::move(content), std::move(actions), std::move(answers)});
}

Node contact(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t("contact.why", {name})));
    if (!ready) content.push_back(checking());
    Nodes fields;
    fields.push_back(field(view, FieldId::Email, ready));
    fields.push_back(field(view, FieldId::Phone, ready));
    if (asks_password(state)) {
        fields.push_back(field(view, FieldId::Password, ready));
        fields.push_back(password_rule(state, view));
    }
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue"), ready));
    return framed(state, view,
                  {t("contact.title", {name}), std::move(content), std::move(actions), std::move(fields), false});
}

Node sign_in(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t("sign_in.what", {name})));
    if (!ready) content.push_back(checking());
    Nodes fields;
    fields.push_back(field(view, FieldId::Email, ready));
    if (asks_password(state)) fields.push_back(field(view, FieldId::Password, ready));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("sign_in.action"), ready));
    return framed(state, view,
                  {t("sign_in.title", {name}), std::move(content), std::move(actions), std::move(fields), false});
}

}  // namespace vestibule::ui::screens
