// setup_enrol - how this kiosk becomes its facility's: the claim before the camera or typed, and what the server says.
#include <array>
#include <utility>

#include "ui/screens/setup.hpp"

namespace vestibule::ui::screens {

namespace {

using device::EnrolmentStanding;
using setup::Field;
using setup::Press;
using setup::Step;

visit::Intent opens(Step step) {
    return press(Press::Open, static_cast<std::uint16_t>(step));
}

/// What is wrong, and what to do next: each standing has its own words.
struct Words {
    const char *title, *what;
    Glyph glyph;
    Look look;
};
constexpr std::array<Words, static_cast<std::size_t>(EnrolmentStanding::Count)> kWords{{
    {"setup.standing.none.title", "setup.standing.none.what", Glyph::Clock, Look::Plain},
    {"setup.standing.pending.title", "setup.standing.pending.what", Glyph::Clock, Look::Plain},
    {"setup.standing.enrolled.title", "setup.standing.enrolled.what", Glyph::Check, Look::Success},
    {"setup.standing.renewal.title", "setup.standing.renewal.what", Glyph::Warning, Look::Attention},
    {"setup.standing.expired.title", "setup.standing.expired.what", Glyph::Warning, Look::Attention},
    {"setup.standing.revoked.title", "setup.standing.revoked.what", Glyph::Cross, Look::Danger},
    {"setup.standing.refused.title", "setup.standing.refused.what", Glyph::Cross, Look::Danger},
    {"setup.standing.clock.title", "setup.standing.clock.what", Glyph::Warning, Look::Attention},
    {"setup.standing.offline.title", "setup.standing.offline.what", Glyph::Warning, Look::Attention},
    {"setup.standing.intercepted.title", "setup.standing.intercepted.what", Glyph::Warning, Look::Attention},
    {"setup.standing.trouble.title", "setup.standing.trouble.what", Glyph::Warning, Look::Attention},
}};

Node device_code(const SetupView& view) {
    Node code = qr("device-code", t("setup.enrol.device"), &view.device);
    Nodes words;
    words.push_back(paragraph(t("setup.enrol.device")));
    words.push_back(section(plain(std::string(privacy::view(view.device)))));
    words.back().id = "device";
    return beside_code(std::move(code), std::move(words));
}

}  // namespace

Node setup_camera_picture(bool lost, capture::Target target) {
    Node camera;
    camera.role = Role::Camera;
    camera.id = "camera";
    camera.label = t("setup.scan.camera");
    CameraPart part;
    part.target = target;
    part.lost = lost;
    camera.part = part;
    camera.box.grow = 1;
    camera.box.minimum_height_mm = 70;
    return camera;
}

Node setup_enrol(const setup::State& state, const SetupView& view) {
    Nodes content;
    if (state.enrolled) {
        content.push_back(status(Glyph::Check, Look::Success, t("setup.enrol.done"), "standing"));
    } else if (state.site) {
        content.push_back(status(Glyph::Check, Look::Success, t("setup.enrol.site"), "standing"));
    } else {
        content.push_back(paragraph(t("setup.enrol.what"), "what"));
    }
    if (state.standing == EnrolmentStanding::Expired || state.standing == EnrolmentStanding::Revoked ||
        state.standing == EnrolmentStanding::RenewalDue) {
        const Words& words = kWords.at(static_cast<std::size_t>(state.standing));
        content.push_back(status(words.glyph, words.look, t(words.what), "standing-before"));
    }
    content.push_back(device_code(view));
    Nodes tiles;
    tiles.push_back(setup_tile("open-scan", "setup.enrol.scan", Glyph::Camera, opens(Step::Scan)));
    tiles.push_back(setup_tile("open-type", "setup.enrol.type", Glyph::Hand, opens(Step::TypeClaim)));
    Nodes answers;
    answers.push_back(note(t("setup.enrol.stick"), "stick"));
    answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(continue_button(t(setup::may_finish(state) ? "action.continue" : "setup.enrol.later")));
    return setup_framed(Step::Enrol, "enrol", view,
                        {t("setup.enrol.title"), std::move(content), std::move(actions), std::move(answers)});
}

Node setup_scan(const setup::State& state, const SetupView& view) {
    Nodes content;
    if (!view.failure.empty()) content.push_back(setup_failure(view));
    content.push_back(state.unread ? status(Glyph::Warning, Look::Attention, t("setup.scan.unread"), "hint")
                                   : status(Glyph::Camera, Look::Plain, t("setup.scan.what"), "hint"));
    Nodes hero;
    hero.push_back(setup_camera_picture(view.camera_lost, capture::Target::LicenseFront));
    Nodes answers;
    if (view.cameras.size() > 1)
        answers.push_back(button("next-camera", t("setup.cameras.next"), press(Press::NextCamera)));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(button("open-type", t("setup.enrol.type"), opens(Step::TypeClaim)));
    Frame frame{t("setup.scan.title"), std::move(content), std::move(actions), std::move(answers)};
    frame.hero = std::move(hero);
    return setup_framed(Step::Scan, "scan", view, std::move(frame));
}

Node setup_claim(const SetupView& view) {
    Nodes content;
    content.push_back(paragraph(t("setup.claim.what"), "what"));
    Nodes answers;
    for (const Field each : {Field::ClaimUrl, Field::ClaimCode, Field::ClaimSite, Field::ClaimPin})
        answers.push_back(setup_field(view, each));
    Nodes actions;
    actions.push_back(back_button());
    actions.push_back(button("use-claim", t("setup.claim.use"), press(Press::UseClaim), Look::Primary));
    return setup_framed(Step::TypeClaim, "claim", view,
                        {t("setup.claim.title"), std::move(content), std::move(actions), std::move(answers), false});
}

Node setup_enrolling(const setup::State& state, const SetupView& view) {
    const Words& words = kWords.at(static_cast<std::size_t>(state.standing));
    Nodes content;
    content.push_back(status(words.glyph, words.look, t(words.what), "standing"));
    if (!view.detail.empty()) content.push_back(note(plain(view.detail), "detail"));
    if ((state.standing == EnrolmentStanding::Pending || view.ask_again_s > 0) && !state.working)
        content.push_back(note(t("setup.standing.again_in", {view.ask_again_s}), "again-in"));
    if (state.working) {
        content.push_back(progress("working", t(state.enrolled ? "setup.enrolling.fetch" : "setup.enrolling.ask"), -1));
    } else if (state.enrolled) {
        content.push_back(state.site ? status(Glyph::Check, Look::Success, t("setup.enrolling.site"), "bundle")
                                     : status(Glyph::Clock, Look::Plain, t("setup.enrolling.no_site"), "bundle"));
    }
    content.push_back(device_code(view));
    Nodes tiles;
    if (!state.working) {
        if (state.standing == EnrolmentStanding::Offline || state.standing == EnrolmentStanding::Intercepted)
            tiles.push_back(setup_tile("open-network", "setup.to_network", Glyph::Globe, opens(Step::Network)));
        if (state.standing == EnrolmentStanding::WrongClock)
            tiles.push_back(setup_tile("open-time", "setup.to_time", Glyph::Clock, opens(Step::Time)));
        if (!state.enrolled || !state.site)
            tiles.push_back(setup_tile("again", "setup.try_again", Glyph::Search, press(Press::Again)));
    }
    Nodes answers;
    if (!tiles.empty()) answers.push_back(grid(std::move(tiles), 96));
    Nodes actions;
    actions.push_back(back_button(t("setup.other_claim")));
    actions.push_back(continue_button(t("action.continue"), state.enrolled && !state.working));
    return setup_framed(Step::Enrolling, "enrolling", view,
                        {t(words.title), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace vestibule::ui::screens
