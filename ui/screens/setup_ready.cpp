// setup_ready - what came of a stick, which camera sees what, the tests, and whether patients may come.
#include <algorithm>
#include <array>
#include <utility>

#include "ui/screens/setup.hpp"

namespace vestibule::ui::screens {

namespace {

using diagnostics::Verdict;
using setup::Field;
using setup::Press;
using setup::Step;

struct Refused {
    ErrorCode code;
    const char* key;
};
/// In the words of whoever plugged it in; the reason in full stands below.
constexpr std::array kRefused{
    Refused{ErrorCode::BundleNotSigned, "setup.stick.not_signed"},
    Refused{ErrorCode::BundleWrongSite, "setup.stick.wrong_site"},
    Refused{ErrorCode::BundleWrongDevice, "setup.stick.wrong_device"},
    Refused{ErrorCode::BundleNotNewer, "setup.stick.not_newer"},
    Refused{ErrorCode::BundleExpired, "setup.stick.expired"},
    Refused{ErrorCode::BundleTooLarge, "setup.stick.too_large"},
    Refused{ErrorCode::BundleContent, "setup.stick.content"},
    Refused{ErrorCode::BundleUnreadable, "setup.stick.unreadable"},
    Refused{ErrorCode::FileUnreadable, "setup.stick.no_bundle"},
    Refused{ErrorCode::BundleNotApplied, "setup.stick.not_applied"},
    Refused{ErrorCode::KeyUnusable, "setup.stick.nobody_trusted"},
};

const char* words_for(int code) {
    const auto found = std::find_if(kRefused.begin(), kRefused.end(),
                                    [code](const Refused& one) { return static_cast<int>(one.code) == code; });
    return found == kRefused.end() ? "setup.stick.trouble" : found->key;
}

bool needs_somebody(const staff::TestRow& row) {
    return row.last && row.last->finding.verdict != Verdict::Pass &&
           row.last->finding.verdict != Verdict::NotApplicable;
}

Text or_nothing(const std::string& text) {
    return text.empty() ? t("setup.ready.none") : plain(text);
}

Node fact(const char* id, const char* key, Text value) {
    Nodes words;
    words.push_back(note(t(key)));
    words.push_back(section(std::move(value)));
    words.back().id = id;
    return column(std::move(words), 0.5F);
}

}  // namespace

Node setup_stick(const setup::State& state, const SetupView& view) {
    Nodes content;
    const std::int64_t serial = view.stick_serial;
    if (state.stick_good) {
        content.push_back(status(Glyph::Check, Look::Success, t("setup.stick.good", {serial}), "stick"));
        content.push_back(paragraph(t("setup.stick.clean"), "what"));
    } else {
        content.push_back(status(Glyph::Warning, Look::Attention, t(words_for(view.stick_code)), "stick"));
        content.push_back(paragraph(t("setup.stick.unchanged"), "what"));
        if (!view.stick_detail.empty()) content.push_back(note(plain(view.stick_detail), "detail"));
    }
    Nodes actions;
    actions.push_back(continue_button(t("action.continue")));
    const char* title = state.stick_good ? "setup.stick.title.good" : "setup.stick.title.refused";
    return setup_framed(state.from, "stick", view, {t(title), std::move(content), std::move(actions)});
}

Node setup_cameras(const SetupView& view) {
    Nodes content, answers, hero;
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    if (view.cameras.empty()) {
        content.push_back(status(Glyph::Warning, Look::Attention, t("setup.cameras.none"), "none"));
    } else {
        const auto which = static_cast<std::int64_t>(view.camera) + 1;
        content.push_back(
            paragraph(t("setup.cameras.what", {which, static_cast<std::int64_t>(view.cameras.size())}), "what"));
        const bool face = view.camera == view.face_camera && view.camera != view.document_camera;
        hero.push_back(
            setup_camera_picture(view.camera_lost, face ? capture::Target::Face : capture::Target::LicenseFront));
        Nodes roles;
        const auto role = [&](const char* id, const char* key, Glyph glyph, std::uint16_t eyes, std::size_t has) {
            Node node = setup_tile(id, key, glyph, press(Press::Sees, eyes));
            node.checked = has == view.camera;
            roles.push_back(std::move(node));
        };
        role("sees-documents", "setup.cameras.documents", Glyph::Card, setup::kSeesDocuments, view.document_camera);
        role("sees-faces", "setup.cameras.faces", Glyph::Face, setup::kSeesFaces, view.face_camera);
        answers.push_back(grid(std::move(roles), 96));
        if (view.cameras.size() > 1)
            answers.push_back(button("next-camera", t("setup.cameras.next"), press(Press::NextCamera)));
        answers.push_back(note(plain(view.cameras[view.camera]), "source"));
    }
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    Frame frame{t("setup.cameras.title"), std::move(content), std::move(actions), std::move(answers)};
    frame.hero = std::move(hero);
    return setup_framed(Step::Cameras, "cameras", view, std::move(frame));
}

Node setup_tests(const setup::State& state, const SetupView& view) {
    Nodes content;
    const auto bad = std::count_if(view.tests.begin(), view.tests.end(), needs_somebody);
    const auto all = static_cast<std::int64_t>(view.tests.size());
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    if (state.working) {
        content.push_back(progress("working", t("setup.tests.running", {all}), -1));
    } else if (bad == 0) {
        content.push_back(status(Glyph::Check, Look::Success, counted("staff.home.good", all), "standing"));
    } else {
        content.push_back(status(Glyph::Warning, Look::Attention, counted("staff.home.bad", bad), "standing"));
    }
    Nodes rows;
    for (const staff::TestRow& row : view.tests) {
        if (needs_somebody(row)) rows.push_back(setup_outcome(row));
    }
    if (!rows.empty()) content.push_back(list("tests", std::move(rows)));
    Nodes answers;
    if (!state.working) answers.push_back(setup_tile("again", "setup.again", Glyph::Search, press(Press::Again)));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("action.continue")));
    return setup_framed(Step::Tests, "tests", view,
                        {t("setup.tests.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node setup_ready(const setup::State& state, const SetupView& view) {
    const bool good = setup::may_finish(state);
    Nodes content;
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    content.push_back(good ? status(Glyph::Check, Look::Success, t("setup.ready.good"), "standing")
                           : status(Glyph::Warning, Look::Attention, t("setup.ready.not_yet"), "standing"));
    const auto typed = [&view](Field of) { return std::string(privacy::view(view.field(of).value)); };
    content.push_back(fact("fact-name", "setup.field.name", or_nothing(typed(Field::Name))));
    content.push_back(fact("fact-place", "setup.field.place", or_nothing(typed(Field::Place))));
    content.push_back(
        fact("fact-site", "setup.ready.site", t(state.site ? "setup.ready.site_yes" : "setup.ready.site_no")));
    content.push_back(fact("fact-enrolled", "setup.ready.enrolled",
                           t(state.enrolled ? "setup.ready.enrolled_yes" : "setup.ready.enrolled_no")));
    content.push_back(fact("fact-device", "setup.enrol.device", plain(std::string(privacy::view(view.device)))));
    Nodes answers;
    if (!good)
        answers.push_back(setup_tile("open-enrol", "setup.ready.to_enrol", Glyph::Card,
                                     press(Press::Open, static_cast<std::uint16_t>(Step::Enrol))));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t("setup.ready.serve"), good && !state.working));
    return setup_framed(Step::Ready, "ready", view,
                        {t("setup.ready.title"), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace vestibule::ui::screens
