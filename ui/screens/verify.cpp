// verify - while the provider checks, and when it has confirmed.
#include <cmath>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

Node verifying(const State& state, const VisitView& view) {
    const std::string name = provider_name(state, view);
    const bool known = view.part >= 0;
    Nodes content;
    content.push_back(paragraph(t("verifying.what", {name})));
    content.push_back(progress("progress-bar",
                               known ? t("verifying.part", {static_cast<std::int64_t>(std::lround(view.part * 100))})
                                     : t("verifying.part_unknown", {name}),
                               view.part));
    content.push_back(note(t("verifying.how_long"), "how-long"));
    Nodes actions;
    actions.push_back(back_button(t("action.cancel")));
    return framed(state, view, {t("verifying.title", {name}), std::move(content), std::move(actions)});
}

Node verified(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(status(Glyph::Check, Look::Success, t("verified.by", {provider_name(state, view)}), "verified"));
    content.push_back(paragraph(t("verified.next")));
    Nodes actions;
    actions.push_back(continue_button(t("verified.search")));
    return framed(state, view,
                  {t("verified.title"), std::move(content), std::move(actions), {}, true, Glyph::Check, Look::Success});
}

}  // namespace vestibule::ui::screens
