// confirm - every place and every kind of record that will be shared, before it is; and the moment of sharing.
#include <algorithm>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/shared_places.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

/// The places of a group by name, or all their numbers in one line; a very long list ends in a number.
void add_places(Nodes& lines, const VisitView& view, const SharedGroup& group) {
    const std::size_t shown = std::min(group.places.size(), kRowsMax);
    std::string numbers;
    for (std::size_t i = 0; i < shown; ++i) {
        if (view.names_shown) lines.push_back(line(Glyph::Building, Look::Plain, place_name(view, group.places[i])));
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(group.places[i] + 1);
    }
    if (!view.names_shown) {
        lines.push_back(line(Glyph::Building, Look::Plain,
                             shown == 1 ? place_name(view, group.places[0]) : t("places.covered_names", {numbers})));
    }
    if (shown < group.places.size()) {
        lines.push_back(note(counted("places.more", static_cast<std::int64_t>(group.places.size() - shown))));
    }
}

Node group_card(const VisitView& view, const SharedGroup& group) {
    const auto count = static_cast<std::int64_t>(group.places.size());
    Nodes lines;
    lines.push_back(section(counted(group.categories == 0 ? "confirm.nothing_from" : "confirm.from", count)));
    if (view.network != nullptr) {
        const auto& names = view.network->categories;
        for (std::size_t k = 0; k < names.size(); ++k) {
            if ((group.categories & (1U << k)) != 0) lines.push_back(line(Glyph::Check, Look::Plain, t(names[k])));
        }
    }
    add_places(lines, view, group);
    Node item = column(std::move(lines), 2);
    item.role = Role::ListItem;
    item.look = Look::Card;
    item.box.padding_mm = 4;
    return item;
}

}  // namespace

std::vector<std::size_t> consented(const VisitView& view) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < view.places.size(); ++i) {
        if (view.places[i].consented) places.push_back(i);
    }
    return places;
}

std::vector<SharedGroup> groups(const VisitView& view) {
    std::vector<SharedGroup> all;
    for (const std::size_t index : consented(view)) {
        const std::uint32_t chosen = view.places[index].categories;
        auto found = std::find_if(all.begin(), all.end(), [&](const SharedGroup& g) { return g.categories == chosen; });
        if (found == all.end()) found = all.insert(all.end(), SharedGroup{chosen, {}});
        found->places.push_back(index);
    }
    std::stable_partition(all.begin(), all.end(), [](const SharedGroup& g) { return g.categories != 0; });
    return all;
}

std::int64_t sharing_count(const VisitView& view) {
    return std::count_if(view.places.begin(), view.places.end(),
                         [](const visit::PlaceView& p) { return p.consented && p.categories != 0; });
}

Node confirm(const State& state, const VisitView& view) {
    const std::int64_t count = sharing_count(view);
    Nodes content;
    content.push_back(paragraph(count > 0 ? t("confirm.lead", {network_name(view)}) : t("confirm.nothing")));
    content.push_back(names_button(view));
    Nodes items;
    for (const SharedGroup& group : groups(view)) items.push_back(group_card(view, group));
    Nodes answers;
    answers.push_back(list("shared", std::move(items)));
    Nodes actions;
    actions.push_back(back_button(t("confirm.change")));
    actions.push_back(continue_button(t("confirm.share")));
    return framed(state, view, {t("confirm.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node sharing(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(progress("progress-bar", t("sharing.what", {network_name(view)}), -1));
    content.push_back(note(t("sharing.how_long"), "how-long"));
    return framed(state, view, {t("sharing.title"), std::move(content), {}});
}

}  // namespace vestibule::ui::screens
