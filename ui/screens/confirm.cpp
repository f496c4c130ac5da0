// confirm - every place and every kind of record that will be shared, before it is; and the moment of sharing.
#include <algorithm>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/shared_places.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr float kNumber_mm = 24;  // four digits

/// Names fill a page; of more places the cards tell the numbers, and the names stand below, page by page.
bool by_name(const VisitView& view) {
    return view.names_shown && consented(view).size() <= kRowsMax;
}

/// "1-29, 31-59, 61": every number of the places, however many they are.
std::string ranges(const std::vector<std::size_t>& places) {
    std::string text;
    for (std::size_t i = 0; i < places.size();) {
        std::size_t last = i;
        while (last + 1 < places.size() && places[last + 1] == places[last] + 1) ++last;
        text += (text.empty() ? "" : ", ") + std::to_string(places[i] + 1);
        if (last > i) text += (last == i + 1 ? ", " : "\u2013") + std::to_string(places[last] + 1);
        i = last + 1;
    }
    return text;
}

/// The places of a group by name where names are shown and fit, else all their numbers in one line.
void add_places(Nodes& lines, const VisitView& view, const SharedGroup& group) {
    if (group.places.size() == 1 || by_name(view)) {
        for (const std::size_t place : group.places) {
            lines.push_back(line(Glyph::Building, Look::Plain, place_name(view, place)));
        }
    } else {
        lines.push_back(line(Glyph::Building, Look::Plain, t("places.covered_names", {ranges(group.places)})));
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

/// The names of very many places, with the number that a card calls each by.
void add_names(Nodes& answers, const VisitView& view) {
    const std::vector<std::size_t> places = consented(view);
    const Page page = page_of(view, places.size());
    Nodes names;
    for (std::size_t i = page.first; i < page.end; ++i) {
        Nodes both;
        both.push_back(note(plain(std::to_string(places[i] + 1))));
        both.push_back(paragraph(place_name(view, places[i])));
        both.front().box.minimum_width_mm = kNumber_mm;
        names.push_back(row(std::move(both), 4));
    }
    answers.push_back(list("names", std::move(names)));
    add_next_page(answers, page, places.size());
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
    if (view.names_shown && !by_name(view)) add_names(answers, view);
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
