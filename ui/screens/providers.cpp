// providers - the choice between the identity providers, help with it, and what IAL2 means.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

constexpr int kMinute_s = 60;

Text first_time(const identity::Profile& profile) {
    return t("provider.first_time", {profile.first_minutes_low, profile.first_minutes_high});
}

Text next_time(const identity::Profile& profile) {
    if (profile.returning_seconds <= kMinute_s) return t("provider.returning.under_a_minute");
    return t("provider.returning.seconds", {profile.returning_seconds});
}

bool is_ready(const State& state, std::size_t index) {
    return (state.providers_ready & (1U << index)) != 0;
}

Node provider_card(const State& state, const identity::Profile& profile, std::size_t index) {
    const bool ready = is_ready(state, index);
    const std::string id = "provider-" + std::to_string(index);
    // The provider's colour is its button's alone; what is told about it stands on the card round the button.
    Node use =
        card(id, t("provider.use", {profile.name}), index == 0 ? Choice::Provider0 : Choice::Provider1, Glyph::None);
    use.look = Look::Provider;
    use.color_rgb = profile.color_rgb;
    use.text_rgb = profile.text_rgb;
    use.enabled = ready;
    use.spoken = t(ready ? "provider.spoken" : "provider.spoken.not_ready", {profile.name});
    Nodes lines;
    lines.push_back(std::move(use));
    if (!ready) {
        const char* why = waits(state) ? "status.checking" : "provider.not_ready";
        lines.push_back(status(waits(state) ? Glyph::Clock : Glyph::Warning, Look::Plain, t(why), id + "-status"));
    }
    if (!profile.used_by.empty()) lines.push_back(paragraph(t(profile.used_by)));
    lines.push_back(line(Glyph::Clock, Look::Plain, first_time(profile)));
    lines.push_back(line(Glyph::Clock, Look::Plain, next_time(profile)));
    for (const std::string& demand : profile.demands) lines.push_back(line(Glyph::Check, Look::Plain, t(demand)));
    for (Node& child : lines) child.box.maximum_width_mm = 0;
    lines.front().box.minimum_width_mm = 0;
    lines.front().box.padding_mm = 2;  // so that the name stays on one line
    Node node = column(std::move(lines), 2.5F);
    node.look = Look::Card;
    return node;
}

}  // namespace

Node choose_provider(const State& state, const VisitView& view) {
    Nodes content;
    // Where nobody answers, what to do instead is what must be seen first.
    const bool none = state.providers_ready == 0 && !waits(state);
    if (!none) content.push_back(paragraph(t("provider.lead")));
    Nodes cards;
    if (view.providers != nullptr) {
        // The steps table knows two providers; a third profile would need a third choice there.
        for (std::size_t i = 0; i < view.providers->size() && i < 2; ++i) {
            cards.push_back(provider_card(state, (*view.providers)[i], i));
        }
    }
    Nodes answers;
    answers.push_back(side_by_side(std::move(cards)));
    if (waits(state)) content.push_back(status(Glyph::Clock, Look::Plain, t("provider.checking"), "checking"));
    if (none) {
        content.push_back(status(Glyph::Warning, Look::Attention, t("provider.none_ready"), "none-ready"));
        content.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Person));
    }
    answers.push_back(button("about-ial2", t("choice.about_ial2"), choose(Choice::AboutIal2), Look::Secondary));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(
        none ? button("try-again", t("choice.try_again"), choose(Choice::TryAgain), Look::Primary)
             : button("help-me-choose", t("provider.help_me_choose"), choose(Choice::HelpMeChoose), Look::Secondary));
    Frame frame{t("provider.title"), std::move(content), std::move(actions), std::move(answers), false};
    frame.answers_share = 2;
    return framed(state, view, std::move(frame));
}

Node help_me_choose(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("help_choose.same")));
    content.push_back(line(Glyph::Check, Look::Plain, t("help_choose.account")));
    content.push_back(line(Glyph::Check, Look::Plain, t("help_choose.no_account")));
    Nodes answers;
    if (view.providers != nullptr) {
        for (const identity::Profile& profile : *view.providers) {
            Nodes lines;
            lines.push_back(section(plain(profile.name)));
            if (!profile.used_by.empty()) lines.push_back(paragraph(t(profile.used_by)));
            lines.push_back(line(Glyph::Clock, Look::Plain, first_time(profile)));
            lines.push_back(line(Glyph::Clock, Look::Plain, next_time(profile)));
            for (const std::string& demand : profile.demands)
                lines.push_back(line(Glyph::Check, Look::Plain, t(demand)));
            answers.push_back(column(std::move(lines), 2));
        }
    }
    answers.push_back(paragraph(t("help_choose.either")));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view,
                  {t("help_choose.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node about_ial2(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("ial2.what")));
    content.push_back(paragraph(t("ial2.who")));
    content.push_back(section(t("ial2.pictures")));
    const std::string name = provider_name(state, view);
    content.push_back(paragraph(name.empty() ? t("ial2.keeps.either") : t("ial2.keeps", {name})));
    Nodes answers;
    if (view.providers != nullptr) {
        for (const identity::Profile& profile : *view.providers) {
            if ((!name.empty() && profile.name != name) || profile.audits.empty()) continue;
            answers.push_back(section(t("ial2.audits", {profile.name})));
            for (const std::string& audit : profile.audits)
                answers.push_back(line(Glyph::Check, Look::Plain, t(audit)));
        }
    }
    answers.push_back(section(t("ial2.network", {network_name(view)})));
    answers.push_back(paragraph(t("ial2.network.told")));
    answers.push_back(section(t("ial2.kiosk")));
    answers.push_back(line(Glyph::Lock, Look::Plain, t("ial2.kiosk.nothing")));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("ial2.title"), std::move(content), std::move(actions), std::move(answers), false});
}

}  // namespace vestibule::ui::screens
