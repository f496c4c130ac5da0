// places - what the search found: counts first, names on request, the rows that need the patient on top.
#include <algorithm>
#include <numeric>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/place_words.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

const records::Place* shown_place(const VisitView& view, std::size_t index) {
    return view.names_shown && index < view.places.size() ? view.places[index].place : nullptr;
}

/// Places that need the patient first; otherwise as the network told them.
std::vector<std::size_t> in_order(const VisitView& view) {
    std::vector<std::size_t> order(view.places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return !view.places[i].connected; });
    return order;
}

Node place_row(const VisitView& view, std::size_t index) {
    const visit::PlaceView& place = view.places[index];
    const std::string id = "place-" + std::to_string(index);
    Nodes words;
    words.push_back(paragraph(place_name(view, index)));
    const records::Place* shown = shown_place(view, index);
    if (shown != nullptr && !shown->town.reveal().empty()) words.push_back(note(own(shown->town)));
    if (place.connected) {
        const int records = place.place != nullptr ? place.place->records : 0;
        words.push_back(line(Glyph::Check, Look::Success,
                             records > 0 ? counted("places.connected.records", records) : t("places.connected")));
        if (place.denied) words.push_back(note(t("places.denied")));
    } else {
        words.push_back(line(Glyph::Warning, Look::Attention, t("places.needs_sign_in")));
    }
    Node text = column(std::move(words), 1);
    text.box.grow = 1;
    Nodes parts;
    parts.push_back(std::move(text));
    if (!place.connected) {
        Node action = button("sign-in-" + std::to_string(index), t("places.sign_in"),
                             choose(Choice::SignIn, static_cast<std::uint16_t>(index)), Look::Secondary);
        action.spoken = with_place(view, index, "places.sign_in.spoken");
        parts.push_back(std::move(action));
    }
    Node item = row(std::move(parts), 4);
    item.role = Role::ListItem;
    item.look = Look::Card;
    item.id = id;
    item.box.padding_mm = 4;
    return item;
}

void add_counts(Nodes& content, std::int64_t connected, std::int64_t open) {
    if (connected > 0) {
        content.push_back(
            status(Glyph::Check, Look::Success, counted("places.count.connected", connected), "count-connected"));
    }
    if (open > 0) {
        content.push_back(status(Glyph::Warning, Look::Attention, counted("places.count.open", open), "count-open"));
        content.push_back(paragraph(t("places.why_sign_in"), "why-sign-in"));
    }
}

Node no_places(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("places.none.words")));
    content.push_back(paragraph(t("places.none.desk")));
    Nodes answers;
    answers.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Person));
    Nodes actions;
    actions.push_back(continue_button(t("action.finish")));
    return framed(state, view, {t("places.none.title"), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace

Text place_name(const VisitView& view, std::size_t index) {
    const records::Place* shown = shown_place(view, index);
    return shown != nullptr ? own(shown->name) : t("places.covered_name", {static_cast<std::int64_t>(index + 1)});
}

Text with_place(const VisitView& view, std::size_t index, const std::string& key) {
    const records::Place* shown = shown_place(view, index);
    if (shown != nullptr) return t(key, {&shown->name});
    return t(key + ".covered", {static_cast<std::int64_t>(index + 1)});
}

Node names_button(const VisitView& view) {
    Node node = button("show-names", t(view.names_shown ? "places.hide_names" : "places.show_names"),
                       to(visit::IntentKind::ToggleNames), Look::Secondary);
    node.glyph = Glyph::Eye;
    return node;
}

Page page_of(const VisitView& view, std::size_t total) {
    const std::size_t pages = std::max<std::size_t>(1, (total + kRowsMax - 1) / kRowsMax);
    const std::size_t first = (view.places_page % pages) * kRowsMax;
    return {first, std::min(first + kRowsMax, total), pages};
}

void add_next_page(Nodes& answers, const Page& page, std::size_t total) {
    if (page.pages == 1) return;
    answers.push_back(note(t("places.range", {static_cast<std::int64_t>(page.first + 1),
                                              static_cast<std::int64_t>(page.end), static_cast<std::int64_t>(total)}),
                           "range"));
    Node next = button("next-places", t("places.next"), to(visit::IntentKind::NextPlaces), Look::Secondary);
    next.glyph = Glyph::Forward;
    answers.push_back(std::move(next));
}

namespace {

void add_page(Nodes& answers, const VisitView& view) {
    const std::vector<std::size_t> order = in_order(view);
    const Page page = page_of(view, order.size());
    Nodes rows;
    for (std::size_t i = page.first; i < page.end; ++i) rows.push_back(place_row(view, order[i]));
    answers.push_back(list("places", std::move(rows)));
    add_next_page(answers, page, order.size());
}

}  // namespace

Node places(const State& state, const VisitView& view) {
    if (view.places.empty()) return no_places(state, view);
    const auto connected =
        std::count_if(view.places.begin(), view.places.end(), [](const auto& p) { return p.connected; });
    const auto total = static_cast<std::int64_t>(view.places.size());
    const std::int64_t open = total - connected;
    Nodes content;
    add_counts(content, connected, open);
    if (state.trouble == journey::Trouble::Expired || state.trouble == journey::Trouble::Declined) {
        content.push_back(status(Glyph::Warning, Look::Attention, t("places.sign_in_not_done"), "sign-in-not-done"));
    }
    Nodes answers;
    answers.push_back(names_button(view));
    add_page(answers, view);
    Nodes actions;
    if (open > 0) {
        actions.push_back(button("skip", t("places.skip"), choose(Choice::Skip), Look::Primary));
    } else {
        actions.push_back(continue_button(t("action.continue")));
    }
    return framed(state, view,
                  {counted("places.title", total), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
