// review - the picture that was taken, large, and the other ways after two that did not come out.
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using journey::Choice;

Node review_screen(const State& state, const VisitView& view, const capture::PicturePtr& picture, const char* look_for,
                   bool face) {
    Node image;
    image.role = Role::Picture;
    image.id = "picture";
    image.label = t(face ? "review.picture.face" : "review.picture.document");
    image.part = PicturePart{picture, face};
    image.box.grow = 1;
    Nodes content;
    content.push_back(paragraph(t(look_for)));
    Nodes actions;
    actions.push_back(button("take-again", t("review.take_again"), choose(Choice::TakeAgain), Look::Secondary));
    actions.push_back(button("use-photo", t("review.use"), choose(Choice::UsePhoto), Look::Primary));
    Frame frame{t("review.title"), std::move(content), std::move(actions)};
    frame.hero.push_back(std::move(image));
    return framed(state, view, std::move(frame));
}

}  // namespace

Node front_review(const State& state, const VisitView& view) {
    return review_screen(state, view, view.front, "review.document", false);
}

Node back_review(const State& state, const VisitView& view) {
    return review_screen(state, view, view.back, "review.back", false);
}

Node selfie_review(const State& state, const VisitView& view) {
    return review_screen(state, view, view.face, "review.face", true);
}

Node capture_help(const State& state, const VisitView& view) {
    Nodes content;
    content.push_back(paragraph(t("capture_help.lead")));
    Nodes answers;
    answers.push_back(card("try-again", t("capture_help.try_again"), Choice::TryAgain, Glyph::Camera));
    answers.push_back(card("another-document", t("choice.another_document"), Choice::AnotherDocument, Glyph::Card));
    if (can_use_phone(state)) answers.push_back(card("phone", t("choice.phone"), Choice::Phone, Glyph::Phone));
    answers.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Person));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("capture_help.title"), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace vestibule::ui::screens
