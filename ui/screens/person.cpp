// person - name, date of birth and address, typed or read from the document, and the look at all of them together.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

void add_address(Nodes& fields, const VisitView& view, bool ready) {
    fields.push_back(field(view, FieldId::Street, ready));
    Nodes town;
    town.push_back(field(view, FieldId::City, ready));
    town.push_back(field(view, FieldId::Region, ready));
    fields.push_back(side_by_side(std::move(town)));
    Nodes rest;
    rest.push_back(field(view, FieldId::PostalCode, ready));
    rest.push_back(field(view, FieldId::Country, ready));
    fields.push_back(side_by_side(std::move(rest)));
}

Nodes form_actions(const State& state, Text go_on) {
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(std::move(go_on), !waits(state)));
    return actions;
}

}  // namespace

Node name_of_patient(const State& state, const VisitView& view) {
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t("name.as_on_id")));
    Nodes fields;
    fields.push_back(field(view, FieldId::GivenNames, ready));
    fields.push_back(field(view, FieldId::FamilyName, ready));
    return framed(
        state, view,
        {t("name.title"), std::move(content), form_actions(state, t("action.continue")), std::move(fields), false});
}

Node birth_date(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("birth_date.format")));
    Nodes fields;
    fields.push_back(field(view, FieldId::BirthDate, !waits(state)));
    return framed(state, view,
                  {t("birth_date.title"), std::move(content), form_actions(state, t("action.continue")),
                   std::move(fields), false});
}

Node address(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("address.why", {provider_name(state, view)})));
    Nodes fields;
    add_address(fields, view, !waits(state));
    return framed(
        state, view,
        {t("address.title"), std::move(content), form_actions(state, t("action.continue")), std::move(fields), false});
}

Node check_details(const State& state, const VisitView& view) {
    const bool ready = !waits(state);
    Nodes content;
    content.push_back(paragraph(t(view.details_read ? "details.read" : "details.typed"), "where-from"));
    if (view.document.validity == capture::Validity::Expired)
        content.push_back(paragraph(t("details.expired", {provider_name(state, view)}), "expired"));
    if (view.document.compared.differs()) content.push_back(paragraph(t("details.differs"), "differs"));
    Nodes names;
    names.push_back(field(view, FieldId::GivenNames, ready));
    names.push_back(field(view, FieldId::FamilyName, ready));
    if (!ready) content.push_back(checking());
    Nodes fields;
    fields.push_back(side_by_side(std::move(names)));
    fields.push_back(field(view, FieldId::BirthDate, ready));
    if ((state.asks & journey::kAsksAddress) != 0) add_address(fields, view, ready);
    return framed(state, view,
                  {t("details.title"), std::move(content),
                   form_actions(state, t("details.confirm", {provider_name(state, view)})), std::move(fields), false});
}

}  // namespace vestibule::ui::screens
