// staff_ways_in - a signed code before the camera; and in words why the door stayed shut.
#include <utility>

#include "ui/screens/setup.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui::screens {

using staff::Press;
using staff::Refusal;

Text staff_refusal(Refusal refusal, const StaffView& view) {
    switch (refusal) {
        case Refusal::WrongCode:
            return t("staff.refused.wrong_code");
        case Refusal::UsedCode:
            return t("staff.refused.used_code");
        case Refusal::Locked:
            return t("staff.refused.locked", {(view.wait_s + 59) / 60});
        case Refusal::Revoked:
            return t("staff.refused.revoked");
        case Refusal::NoSecret:
            return t("staff.refused.no_secret");
        case Refusal::NoStore:
            return t("staff.refused.no_store");
        case Refusal::PassUnreadable:
            return t("staff.refused.pass_unreadable");
        case Refusal::PassNotSigned:
            return t("staff.refused.pass_not_signed");
        case Refusal::PassWrongSite:
            return t("staff.refused.pass_wrong_site");
        case Refusal::PassWrongDevice:
            return t("staff.refused.pass_wrong_device");
        case Refusal::PassWrongStick:
            return t("staff.refused.pass_wrong_stick");
        case Refusal::PassWrongWay:
            return t("staff.refused.pass_wrong_way");
        case Refusal::PassNotYet:
            return t("staff.refused.pass_not_yet");
        case Refusal::PassExpired:
            return t("staff.refused.pass_expired");
        case Refusal::PassRevoked:
            return t("staff.refused.pass_revoked");
        case Refusal::PassUsed:
            return t("staff.refused.pass_used");
        case Refusal::PassClock:
            return t("staff.refused.pass_clock");
        case Refusal::PassNobody:
            return t("staff.refused.pass_nobody");
        case Refusal::None:
        case Refusal::Count:
            break;
    }
    return {};
}

Node staff_scan(const StaffView& view) {
    Nodes content;
    if (!view.failure.empty())
        content.push_back(status(Glyph::Warning, Look::Attention, plain(view.failure), "failure"));
    content.push_back(view.unread ? status(Glyph::Warning, Look::Attention, t("staff.scan.unread"), "hint")
                                  : status(Glyph::Camera, Look::Plain, t("staff.scan.what"), "hint"));
    Nodes hero;
    hero.push_back(setup_camera_picture(view.camera_lost, capture::Target::LicenseFront));
    Nodes answers;
    if (view.other_camera) answers.push_back(button("next-camera", t("setup.cameras.next"), press(Press::NextCamera)));
    Nodes actions;
    actions.push_back(back_button(t("staff.scan.number")));
    Node leave = button("leave", t("staff.leave"), press(Press::Leave));
    leave.glyph = Glyph::Person;
    actions.push_back(std::move(leave));
    Frame frame{t("staff.scan.title"), std::move(content), std::move(actions), std::move(answers)};
    frame.hero = std::move(hero);
    return staff_framed("scan", view.common, std::move(frame));
}

}  // namespace vestibule::ui::screens
