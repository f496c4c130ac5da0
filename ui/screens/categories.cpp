// categories - the kinds of records to share: all chosen at the start, each can be left out, for all places or one.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/shared_places.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr std::size_t kPlacesOneByOne = 12;  // beyond it one set for all places is what a person can look through
constexpr float kBox_mm = 96;

bool has(const visit::PlaceView& place, std::size_t category) {
    return (place.categories & (1U << category)) != 0;
}

Node boxes_for_all(const VisitView& view, const std::vector<std::size_t>& places) {
    Nodes boxes;
    const auto& names = view.network->categories;
    for (std::size_t k = 0; k < names.size(); ++k) {
        bool all = !places.empty();
        for (const std::size_t place : places) all = all && has(view.places[place], k);
        boxes.push_back(
            check_box("category-" + std::to_string(k), t(names[k]), all,
                      to(visit::IntentKind::ToggleCategory, visit::kAllPlaces, static_cast<std::uint16_t>(k))));
    }
    Nodes rows;
    rows.push_back(grid(std::move(boxes), kBox_mm));
    return list("categories", std::move(rows));
}

Node boxes_for_place(const VisitView& view, std::size_t index) {
    const visit::PlaceView& place = view.places[index];
    const std::string id = "place-" + std::to_string(index);
    const auto at = static_cast<std::uint16_t>(index);
    Nodes lines;
    Node whole = check_box(id, place_name(view, index), place.categories != 0, to(visit::IntentKind::TogglePlace, at));
    whole.spoken = with_place(view, index, "categories.place.spoken");
    lines.push_back(std::move(whole));
    const auto& names = view.network->categories;
    Nodes boxes;
    for (std::size_t k = 0; k < names.size(); ++k) {
        Node box = check_box(id + "-category-" + std::to_string(k), t(names[k]), has(place, k),
                             to(visit::IntentKind::ToggleCategory, at, static_cast<std::uint16_t>(k)));
        boxes.push_back(std::move(box));
    }
    Node kinds = grid(std::move(boxes), kBox_mm);
    lines.push_back(std::move(kinds));
    Node item = column(std::move(lines), 2);
    item.role = Role::ListItem;
    item.look = Look::Card;
    item.box.padding_mm = 4;
    return item;
}

}  // namespace

Node categories(const State& state, const VisitView& view) {
    const std::vector<std::size_t> places = consented(view);
    Nodes content;
    Nodes answers;
    content.push_back(paragraph(t("categories.lead")));
    if (view.network != nullptr) {
        content.push_back(section(counted("categories.for_all", static_cast<std::int64_t>(places.size()))));
        content.push_back(boxes_for_all(view, places));
        if (places.size() > 1 && places.size() <= kPlacesOneByOne) {
            answers.push_back(section(t("categories.one_by_one")));
            answers.push_back(names_button(view));
            Nodes items;
            for (const std::size_t place : places) items.push_back(boxes_for_place(view, place));
            answers.push_back(list("places", std::move(items)));
        }
    }
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    return framed(state, view,
                  {t("categories.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
