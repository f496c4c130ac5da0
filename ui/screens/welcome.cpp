// welcome - the first touch, what will happen and what is needed, and the ways for those who cannot go on here.
#include <algorithm>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

Node language_choice(const VisitView& view, std::string code, std::string own_name, std::uint16_t index) {
    Node node = button("language-" + code, plain(std::move(own_name)), to(visit::IntentKind::SetLanguage, index),
                       Look::Secondary);
    node.role = Role::Choice;
    node.box.padding_mm = 5;
    node.checked = view.language == code;
    return node;
}

/// One of the few things that a visit is made of, with a sign that says it without words.
Node part_of_visit(Glyph glyph, const char* key) {
    Node words = paragraph(t(key), key);
    words.box.grow = 1;
    Nodes both;
    both.push_back(sign(glyph));
    both.push_back(std::move(words));
    return row(std::move(both), 5);
}

/// From the fastest provider and a short search to the slowest of both.
Text how_long(const VisitView& view) {
    int low = 0;
    int high = 0;
    if (view.providers != nullptr && !view.providers->empty()) {
        low = view.providers->front().first_minutes_low;
        for (const identity::Profile& profile : *view.providers) {
            low = std::min(low, profile.first_minutes_low);
            high = std::max(high, profile.first_minutes_high);
        }
    }
    if (view.network != nullptr) {
        low += view.network->search_minutes_low;
        high += view.network->search_minutes_high;
    }
    return t("before.how_long", {low, high});
}

}  // namespace

Node welcome(const State& state, const VisitView& view) {
    Node begin = continue_button(t("welcome.begin"));
    begin.glyph = Glyph::Hand;
    begin.box.minimum_height_mm = 40;
    begin.box.grow = 0;
    Nodes parts;
    parts.push_back(part_of_visit(Glyph::Card, "welcome.show"));
    parts.push_back(part_of_visit(Glyph::Search, "welcome.find"));
    parts.push_back(part_of_visit(Glyph::Check, "welcome.choose"));
    parts.push_back(part_of_visit(Glyph::Erase, "welcome.promise"));
    Node languages = side_by_side({});
    languages.id = "languages";
    languages.children.push_back(language_choice(view, "en", "English", 0));
    languages.children.push_back(language_choice(view, "es", "Español", 1));
    for (Node& child : languages.children) child.box.grow = 1;

    Nodes content;
    if (!view.clock_trusted) content.push_back(note(t("clock.setting"), "clock"));
    add_site_text(content, view, device::SiteText::Welcome, "site-welcome");
    add_site_text(content, view, device::SiteText::Notice, "site-notice");
    Node list_of_parts = list("parts", std::move(parts));
    list_of_parts.box.gap_mm = 6;
    content.push_back(std::move(list_of_parts));
    Nodes answers;
    answers.push_back(std::move(begin));
    answers.push_back(std::move(languages));
    Frame frame{t("welcome.title"), std::move(content), {}, std::move(answers)};
    if (!view.wide) frame.title_look = Look::Display;
    return framed(state, view, std::move(frame));
}

Node before_you_start(const State& state, const VisitView& view) {
    Nodes needs;
    needs.push_back(line(Glyph::Card, Look::Plain, t("before.need.id")));
    needs.push_back(line(Glyph::Person, Look::Plain, t("before.need.email")));
    needs.push_back(line(Glyph::Phone, Look::Plain, t("before.need.phone")));
    Nodes yes_or_no;
    yes_or_no.push_back(card("no", t("before.no"), Choice::No, Glyph::Cross));
    yes_or_no.push_back(card("yes", t("before.yes"), Choice::Yes, Glyph::Check));

    Nodes content;
    content.push_back(paragraph(t("before.what"), "what"));
    content.push_back(section(t("before.need")));
    content.push_back(list("needs", std::move(needs)));
    content.push_back(note(t("before.limit"), "limit"));
    Nodes answers;
    answers.push_back(line(Glyph::Clock, Look::Plain, how_long(view), "how-long"));
    answers.push_back(section(t("before.question")));
    answers.push_back(side_by_side(std::move(yes_or_no)));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("before.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node other_ways(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("other_ways.lead")));
    content.push_back(line(Glyph::Clock, Look::Plain, t("other_ways.come_back"), "come-back"));
    if (!desk_of(view).empty())
        content.push_back(line(Glyph::Building, Look::Plain, t("desk.where", {desk_of(view)}), "desk-place"));
    Nodes answers;
    if (can_use_phone(state)) answers.push_back(card("phone", t("choice.phone"), Choice::Phone, Glyph::Phone));
    answers.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Person));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(button("finish", t("action.erase_and_finish"), to(visit::IntentKind::EraseNow), Look::Primary));
    return framed(state, view, {t("other_ways.title"), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace vestibule::ui::screens
