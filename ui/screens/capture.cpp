// capture - which document, and the live camera for it and for the face: one picture, one hint, one button.
#include <algorithm>
#include <optional>
#include <utility>

#include "ui/screens/frame.hpp"
#include "ui/screens/steps.hpp"

namespace vestibule::ui::screens {

namespace {

using capture::Hint;
using capture::Target;
using journey::Choice;
using journey::Document;

constexpr float kLight_mm = 30;      // of colour round the picture while the screen lights a face
constexpr float kWideCard_mm = 130;  // below each other in portrait, beside each other in landscape

struct HintLook {
    const char* key;
    Glyph glyph;
};

HintLook look_of(Hint hint) {
    switch (hint) {
        case Hint::None:
            return {"hint.none", Glyph::Camera};
        case Hint::ShowDocument:
            return {"hint.show_document", Glyph::Card};
        case Hint::MoveCloser:
            return {"hint.move_closer", Glyph::ArrowUp};
        case Hint::MoveBack:
            return {"hint.move_back", Glyph::ArrowDown};
        case Hint::CentreIt:
            return {"hint.centre_it", Glyph::Hand};
        case Hint::HoldStill:
            return {"hint.hold_still", Glyph::Hand};
        case Hint::HoldFlat:
            return {"hint.hold_flat", Glyph::Hand};
        case Hint::TooDark:
            return {"hint.too_dark", Glyph::Eye};
        case Hint::TooBright:
            return {"hint.too_bright", Glyph::Eye};
        case Hint::Glare:
            return {"hint.glare", Glyph::Eye};
        case Hint::Blurred:
            return {"hint.blurred", Glyph::Hand};
        case Hint::WrongSide:
            return {"hint.wrong_side", Glyph::Card};
        case Hint::Covered:
            return {"hint.covered", Glyph::Hand};
        case Hint::ShowFace:
            return {"hint.show_face", Glyph::Face};
        case Hint::OneFaceOnly:
            return {"hint.one_face_only", Glyph::Face};
        case Hint::LookStraight:
            return {"hint.look_straight", Glyph::Eye};
        case Hint::HeadUpright:
            return {"hint.head_upright", Glyph::Face};
        case Hint::OpenEyes:
            return {"hint.open_eyes", Glyph::Eye};
        case Hint::LightOnFace:
            return {"hint.light_on_face", Glyph::Face};
        case Hint::WatchScreen:
            return {"hint.watch_screen", Glyph::Eye};
        case Hint::Good:
            return {"hint.good", Glyph::Check};
    }
    return {"hint.none", Glyph::Camera};
}

/// What lies in a tray is not held, and comes no nearer; null where the usual words hold there, too.
const char* words_in_tray(Hint hint) {
    switch (hint) {
        case Hint::None:
        case Hint::ShowDocument:
            return "hint.show_document.tray";
        case Hint::MoveCloser:
            return "hint.move_closer.tray";
        case Hint::MoveBack:
            return "hint.move_back.tray";
        case Hint::HoldFlat:
            return "hint.hold_flat.tray";
        case Hint::HoldStill:
            return "hint.hold_still.tray";
        default:
            return nullptr;
    }
}

Node hint_pill(const VisitView& view, Target target) {
    HintLook look = look_of(view.verdict.hint);
    if (view.verdict.hint == Hint::None && target == Target::Face) look = {"hint.none.face", Glyph::Face};
    const char* lying = words_in_tray(view.verdict.hint);
    if (view.document_tray && target != Target::Face && lying != nullptr) look = {lying, Glyph::Card};
    const bool good = view.verdict.hint == Hint::Good;
    Node pill = status(view.camera_starting ? Glyph::Clock : look.glyph, good ? Look::Success : Look::Title,
                       t(view.camera_starting ? "camera.starting" : look.key), "hint");
    pill.box.align = Align::Centre;
    return pill;
}

Node lost_words(const State& state) {
    return status(Glyph::Warning, Look::Attention, t(can_use_phone(state) ? "camera.lost" : "camera.lost.desk"),
                  "camera-lost");
}

/// The live picture; its hint, or why there is none, lies on it.
Node hero(const State& state, const VisitView& view, Target target, const char* label) {
    Node node;
    node.role = Role::Camera;
    node.id = "camera";
    node.label = t(label);
    node.box.grow = 1;
    node.part = CameraPart{target, view.verdict, target == Target::Face, state.camera_lost};
    node.children.push_back(state.camera_lost ? lost_words(state) : hint_pill(view, target));
    return node;
}

/// What else can be done: instead of a lost camera, or beside a working one.
Nodes other_ways_of(const State& state, Target target) {
    Nodes ways;
    if (state.camera_lost) {
        if (can_use_phone(state)) ways.push_back(card("phone", t("choice.phone"), Choice::Phone, Glyph::Phone));
        ways.push_back(card("desk", t("choice.desk"), Choice::Desk, Glyph::Person));
    } else if (target != Target::Face) {
        ways.push_back(
            button("another-document", t("choice.another_document"), choose(Choice::AnotherDocument), Look::Secondary));
        ways.push_back(button("about-ial2", t("choice.about_ial2"), choose(Choice::AboutIal2), Look::Secondary));
    }
    Nodes answers;
    if (!ways.empty()) answers.push_back(side_by_side(std::move(ways)));
    return answers;
}

std::uint32_t rgb_of(const capture::Tint& tint) {
    const auto level = [](float share) { return static_cast<std::uint32_t>(255 * std::clamp(share, 0.0F, 1.0F)); };
    return level(tint.red) << 16U | level(tint.green) << 8U | level(tint.blue);
}

/// The picture, small, on the colour that lights the face: as much of the screen as the bands leave.
Node on_colour(Node picture, const capture::Tint& tint) {
    Node light;
    light.id = "screen-colour";
    light.look = Look::Provider;
    light.color_rgb = rgb_of(tint);
    light.box.padding_mm = kLight_mm;
    light.box.grow = 1;
    light.children.push_back(std::move(picture));
    return light;
}

Node capture_screen(const State& state, const VisitView& view, Text title, Target target, const char* label) {
    const std::optional<capture::Tint>& tint = view.verdict.tint;
    Nodes picture;
    picture.push_back(hero(state, view, target, label));
    if (tint) picture.front() = on_colour(std::move(picture.front()), *tint);
    Node take = button("take-picture", t(tint ? "camera.no_colours" : "camera.take"),
                       to(visit::IntentKind::TakePicture), tint ? Look::Secondary : Look::Primary);
    take.glyph = tint ? Glyph::Forward : Glyph::Camera;
    take.enabled = !state.camera_lost && !view.camera_starting;
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(std::move(take));
    Nodes words;
    if (view.verdict.slow && !view.verdict.take) words.push_back(paragraph(t("camera.slow")));
    Frame frame{std::move(title), std::move(words), std::move(actions), other_ways_of(state, target)};
    frame.hero = std::move(picture);
    return framed(state, view, std::move(frame));
}

}  // namespace

Node choose_document(const State& state, const VisitView& view) {
    const identity::Profile* chosen = provider(state, view);
    Nodes cards;
    if (chosen == nullptr || chosen->accepts_license) {
        cards.push_back(card("license", t("document.license"), Choice::License, Glyph::Card));
    }
    if (chosen == nullptr || chosen->accepts_state_id) {
        cards.push_back(card("state-id", t("document.state_id"), Choice::StateId, Glyph::Card));
    }
    if (chosen == nullptr || chosen->accepts_passport) {
        cards.push_back(card("passport", t("document.passport"), Choice::Passport, Glyph::Passport));
    }
    Nodes content;
    content.push_back(paragraph(t("document.lead")));
    Nodes answers;
    answers.push_back(grid(std::move(cards), kWideCard_mm));
    Nodes actions;
    actions.push_back(back_button());
    return framed(state, view, {t("document.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node document_front(const State& state, const VisitView& view) {
    if (state.document == Document::Passport) {
        return capture_screen(state, view, t("front.passport.title"), Target::PassportPage, "camera.passport");
    }
    return capture_screen(state, view, t("front.title"), Target::LicenseFront, "camera.front");
}

Node document_back(const State& state, const VisitView& view) {
    return capture_screen(state, view, t("back.title"), Target::LicenseBack, "camera.back");
}

Node selfie_intro(const State& state, const VisitView& view) {
    Nodes words;
    words.push_back(line(Glyph::Eye, Look::Plain, t("selfie_intro.glasses")));
    words.push_back(line(Glyph::Face, Look::Plain, t("selfie_intro.look")));
    words.push_back(line(Glyph::Person, Look::Plain, t("selfie_intro.alone")));
    words.push_back(line(Glyph::Camera, Look::Plain, t("selfie_intro.by_itself")));
    Nodes content;
    content.push_back(paragraph(t("selfie_intro.why", {provider_name(state, view)})));
    content.push_back(list("instructions", std::move(words)));
    if (view.colours_offered) {
        content.push_back(paragraph(t("selfie_intro.colours", {provider_name(state, view)})));
        content.push_back(
            check_box("colours", t("selfie_intro.colours_ok"), !view.no_colours, to(visit::IntentKind::ToggleColours)));
    }
    Nodes answers;
    Nodes links;
    if (can_use_phone(state))
        links.push_back(button("phone", t("choice.phone"), choose(Choice::Phone), Look::Secondary));
    links.push_back(button("about-ial2", t("choice.about_ial2"), choose(Choice::AboutIal2), Look::Secondary));
    answers.push_back(side_by_side(std::move(links)));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("selfie_intro.ready")));
    return framed(
        state, view,
        {t("selfie_intro.title"), std::move(content), std::move(actions), std::move(answers), true, Glyph::Face});
}

Node selfie(const State& state, const VisitView& view) {
    return capture_screen(state, view, t("selfie.title"), Target::Face, "camera.face");
}

}  // namespace vestibule::ui::screens
