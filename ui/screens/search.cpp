// search - while the records network asks its facilities: true progress, what was found so far, how long, how to stop.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr std::int64_t kThousand = 1000;

}  // namespace

Node searching(const State& state, const VisitView& view) {
    Nodes content;
    if (view.network != nullptr) {
        content.push_back(paragraph(
            t("searching.where", {network_name(view), kThousand * view.network->facilities_thousands}), "where"));
    }
    const records::SearchProgress& search = view.search;
    const bool known = search.total > 0;
    content.push_back(progress(
        "progress-bar", known ? t("searching.asked", {search.asked, search.total}) : t("searching.asked_unknown"),
        known ? static_cast<double>(search.asked) / search.total : -1));
    content.push_back(status(search.found > 0 ? Glyph::Check : Glyph::Search, Look::Plain,
                             search.found > 0 ? counted("searching.found", search.found) : t("searching.found.none"),
                             "found"));
    if (view.network != nullptr) {
        content.push_back(
            line(Glyph::Clock, Look::Plain,
                 t("searching.how_long", {view.network->search_minutes_low, view.network->search_minutes_high}),
                 "how-long"));
    }
    Nodes actions;
    actions.push_back(back_button(t("searching.cancel")));
    return framed(state, view, {t("searching.title"), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
