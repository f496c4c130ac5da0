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

bool asks_password(const State& state) { return (state.asks & journey::kAsksPassword) != 0; }

}  // namespace

Node account_kind(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    Nodes answers;
    answers.push_back(explained_card("returning", t("account.returning"), t("account.returning.what"), Choice::Returning,
                                     Glyph::Check));
    answers.push_back(explained_card("new-account", t("account.new"), t("account.new.what", {name}), Choice::NewAccount,
                                     Glyph::Person));
    Nodes content;
    content.push_back(spacer());
    content.push_back(side_by_side(std::move(answers)));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("account.title", {name}), std::move(content), std::move(actions)});
}

Node contact(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t("contact.why", {name})));
    content.push_back(field(view, FieldId::Email, ready));
    content.push_back(field(view, FieldId::Phone, ready));
    if (asks_password(state)) {
        content.push_back(field(view, FieldId::Password, ready));
        content.push_back(password_rule(state, view));
    }
    if (!ready) content.push_back(checking());
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue"), ready));
    return framed(state, view, {t("contact.title", {name}), std::move(content), std::move(actions)});
}

Node sign_in(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t("sign_in.what", {name})));
    content.push_back(field(view, FieldId::Email, ready));
    if (asks_password(state)) content.push_back(field(view, FieldId::Password, ready));
    if (!ready) content.push_back(checking());
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("sign_in.action"), ready));
    return framed(state, view, {t("sign_in.title", {name}), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
