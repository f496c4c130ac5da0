// staff_inspect - an inspection: one question of the checklist after the other, the seals' numbers, and that it is
// signed.
#include <array>
#include <utility>

#include "ui/screens/setup.hpp"
#include "ui/screens/staff_errand.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::Answer;
using staff::Part;
using staff::Press;

/// In the order of the checklist.
constexpr std::array<const char*, staff::kQuestions> kQuestionKeys{
    "staff.inspect.seals", "staff.inspect.case",   "staff.inspect.cameras", "staff.inspect.screen",
    "staff.inspect.ports", "staff.inspect.cables", "staff.inspect.keypad",  "staff.inspect.place"};

struct Said {
    const char* key;
    Glyph glyph;
};
constexpr std::array<Said, static_cast<std::size_t>(Answer::Count)> kSaid{{
    {"staff.inspect.yes", Glyph::Check},
    {"staff.inspect.no", Glyph::Warning},
    {"staff.inspect.na", Glyph::Cross},
}};

Node question(const staff::State& state, const StaffView& view) {
    const std::size_t at = state.errand.question;
    const staff::ErrandView& errand = view.errand;
    Nodes content;
    content.push_back(
        note(t("staff.inspect.at", {static_cast<std::int64_t>(at) + 1, static_cast<std::int64_t>(staff::kQuestions)}),
             "at"));
    content.push_back(paragraph(t(kQuestionKeys.at(at)), "question"));
    if (at == 0)
        content.push_back(line(Glyph::Lock, Look::Plain,
                               errand.seals_before.empty()
                                   ? t("staff.inspect.before.none")
                                   : t("staff.inspect.before", {errand.inspected_before, errand.seals_before}),
                               "before"));
    Nodes tiles;
    for (std::uint16_t i = 0; i < kSaid.size(); ++i) {
        Node tile = setup_tile("", kSaid.at(i).key, kSaid.at(i).glyph, press(Press::Option, i));
        tile.id = "answer-" + std::to_string(i);
        tile.checked = errand.answers.at(at) == static_cast<Answer>(i);
        tiles.push_back(std::move(tile));
    }
    Nodes answers;
    answers.push_back(column(std::move(tiles), 4));
    Nodes actions;
    actions.push_back(back_button(t(at == 0 ? "staff.to_home" : "action.back")));
    return staff_framed("inspect", view.common,
                        {t("staff.inspect.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node seals(const staff::State& state, const StaffView& view) {
    Nodes content;
    content.push_back(paragraph(t("staff.inspect.numbers"), "what"));
    add_failure(view, content);
    if (state.working) content.push_back(progress("working", t("staff.working"), -1));
    Nodes answers;
    answers.push_back(staff_field("field-seals", "staff.inspect.field", staff::kSealsField, view.errand.seals));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("staff.inspect.sign"), !state.working));
    return staff_framed("inspect-seals", view.common,
                        {t("staff.inspect.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node recorded(const StaffView& view) {
    Nodes content, bad;
    content.push_back(status(Glyph::Check, Look::Success, t("staff.inspect.done"), "done"));
    for (std::size_t i = 0; i < kQuestionKeys.size(); ++i) {
        if (view.errand.answers.at(i) == Answer::Bad)
            bad.push_back(line(Glyph::Warning, Look::Attention, t(kQuestionKeys.at(i))));
    }
    if (!bad.empty()) {
        content.push_back(paragraph(t("staff.inspect.bad"), "bad"));
        content.push_back(list("to-put-right", std::move(bad)));
    }
    Nodes actions;
    actions.push_back(continue_button(t("staff.to_home")));
    return staff_framed("inspect-done", view.common,
                        {t("staff.inspect.title"), std::move(content), std::move(actions)});
}

}  // namespace

Node staff_inspection(const staff::State& state, const StaffView& view) {
    if (state.errand.part == Part::Question) return question(state, view);
    return state.errand.part == Part::Seals ? seals(state, view) : recorded(view);
}

}  // namespace vestibule::ui::screens
