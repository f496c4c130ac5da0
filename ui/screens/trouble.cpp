// trouble - not confirmed, no answer, or out of service: what to do next, never whose fault.
#include <map>
#include <utility>

#include "kiosk/privacy/error_words.hpp"
#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;
using journey::Step;
using journey::Trouble;

Text what_happened(const State& state) {
    switch (state.trouble) {
        case Trouble::Unknown:
            return t(state.back_to >= Step::Searching ? "trouble.unknown.sharing" : "trouble.unknown");
        case Trouble::Expired:
            return t("trouble.expired");
        case Trouble::Declined:
            return t("trouble.declined");
        case Trouble::Exhausted:
            return t("trouble.exhausted");
        case Trouble::None:
        case Trouble::Unreachable:
            break;
    }
    return t("trouble.unreachable");
}

/// What a technician's phone reads: words of the catalog, the same for everybody. The tree refers to them, so they
/// stay.
const privacy::SecretText* help_for(int number) {
    static std::map<int, privacy::SecretText> known;
    const auto code = error_of_notice(number);
    if (!code) return nullptr;
    const auto [entry, fresh] = known.try_emplace(number);
    if (fresh) entry->second = privacy::secret(help_for_scanning(*code));
    return &entry->second;
}

std::string label_for(int number) {
    const auto code = error_of_notice(number);
    return code ? error_label(*code) : std::to_string(number);
}

void add_desk_place(Nodes& content, const VisitView& view) {
    if (!desk_of(view).empty())
        content.push_back(line(Glyph::Building, Look::Plain, t("desk.where", {desk_of(view)}), "desk-place"));
}

}  // namespace

Node not_verified(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("not_verified.what_next"), "what-next"));
    add_desk_place(content, view);
    Nodes answers;
    if (state.refusals <= journey::kTriesMax) {
        answers.push_back(card("try-again", t("choice.try_again"), Choice::TryAgain, Glyph::Forward));
    }
    if (other_provider_ready(state)) {
        answers.push_back(card("other-provider", t("choice.other_provider"), Choice::OtherProvider, Glyph::Person));
    }
    if (can_use_phone(state)) answers.push_back(card("phone", t("choice.phone"), Choice::Phone, Glyph::Phone));
    answers.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Building));
    return framed(state, view, {t("not_verified.title"), std::move(content), {}, std::move(answers)});
}

Node service_trouble(const State& state, const VisitView& view) {
    const bool identity_is_proved = state.back_to >= Step::Verified;
    Nodes content;
    content.push_back(paragraph(view.clock_trusted ? what_happened(state) : t("clock.setting"), "what-happened"));
    add_desk_place(content, view);
    Nodes answers;
    if (state.trouble != Trouble::Unknown) {  // a second try could do the same thing twice
        answers.push_back(card("try-again", t("choice.try_again"), Choice::TryAgain, Glyph::Forward));
    }
    if (!identity_is_proved && other_provider_ready(state)) {
        answers.push_back(card("other-provider", t("choice.other_provider"), Choice::OtherProvider, Glyph::Person));
    }
    answers.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Building));
    Nodes actions;
    if (state.trouble == Trouble::Unknown) {  // and the way back would, too
        actions.push_back(
            button("finish", t("action.erase_and_finish"), to(visit::IntentKind::EraseNow), Look::Primary));
    } else {
        actions.push_back(back_button());
    }
    return framed(state, view,
                  {t(state.trouble == Trouble::Unreachable || state.trouble == Trouble::None ? "trouble.title.service"
                                                                                             : "trouble.title"),
                   std::move(content), std::move(actions), std::move(answers)});
}

Node out_of_service(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("out_of_service.what_next")));
    add_desk_place(content, view);
    Node code = note(t("out_of_service.code", {label_for(view.out_of_service_code)}), "code");
    code.look = Look::Small;
    content.push_back(std::move(code));
    if (const privacy::SecretText* help = help_for(view.out_of_service_code)) {
        content.push_back(qr("help-code", t("out_of_service.qr"), help));
    }
    Frame frame{t("out_of_service.title"), std::move(content), {}, {}, true, Glyph::Clock};
    frame.quiet_strip = false;
    return framed(state, view, std::move(frame));
}

}  // namespace vestibule::ui::screens
