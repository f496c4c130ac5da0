// done - what was shared, how to take it back and delete the account, and what is still to do at the desk.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/shared_places.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr float kWideCode_mm = 58;  // a wide display is low, and the receipt is to be seen without scrolling

void add_revoking(Nodes& answers, const VisitView& view) {
    answers.push_back(section(t("done.revoke")));
    Nodes ways;
    ways.push_back(line(Glyph::Phone, Look::Plain, t("done.revoke.app")));
    if (view.network != nullptr) {
        ways.push_back(
            line(Glyph::Globe, Look::Plain,
                 t("done.revoke.dashboard", {view.network->name, without_scheme(view.network->dashboard_url)})));
        ways.push_back(line(Glyph::Help, Look::Plain, t("done.revoke.support", {view.network->support_contact})));
    }
    answers.push_back(list("revoking", std::move(ways)));
}

}  // namespace

Node done(const State& state, const VisitView& view) {
    // A receipt is there only when the network has answered for the share.
    const bool shared = view.receipt != nullptr;
    Nodes content;
    Nodes answers;
    if (!desk_of(view).empty())
        content.push_back(line(Glyph::Building, Look::Plain, t("desk.where", {desk_of(view)}), "desk-place"));
    add_site_text(content, view, device::SiteText::Goodbye, "site-goodbye");
    if (shared) {
        content.push_back(status(Glyph::Check, Look::Success, counted("done.shared", sharing_count(view)), "shared"));
    } else {
        content.push_back(status(Glyph::Check, Look::Plain, t("done.nothing_shared"), "shared"));
    }
    if (shared) {
        Nodes beside;
        beside.push_back(note(t("done.receipt.what"), "receipt-what"));
        Node code = qr("receipt", t("done.receipt"), &view.receipt->url);
        Box& box = code.box;
        if (view.wide) box.minimum_width_mm = box.minimum_height_mm = box.maximum_width_mm = kWideCode_mm;
        content.push_back(beside_code(std::move(code), std::move(beside)));
        add_revoking(answers, view);
    }
    const identity::Profile* chosen = provider(state, view);
    if (chosen != nullptr) {
        answers.push_back(section(t("done.delete", {chosen->name})));
        answers.push_back(
            paragraph(t("done.delete.where", {without_scheme(chosen->delete_account_url)}), "delete-account"));
    }
    Nodes actions;
    actions.push_back(continue_button(t("action.erase_and_finish")));
    return framed(state, view, {t("done.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
