// gone - three stages of one screen; nothing here leads back.
#include "ui/screens/gone.hpp"

#include <utility>

#include "ui/screens/device_frame.hpp"

namespace vestibule::ui::screens {

namespace {

using decommission::GoneView;
using decommission::Press;
using decommission::Stage;
using decommission::StickStage;

visit::Intent press(Press what) {
    return to(visit::IntentKind::Choose, static_cast<std::uint16_t>(what));
}

Node gone_framed(std::string id, const GoneView& view, Frame frame) {
    return device_framed("gone-" + std::move(id), t("gone.where"), t("gone.ribbon"), view.common, std::move(frame));
}

void add_stick(const GoneView& view, Nodes& content) {
    if (view.stick == StickStage::Awaited)
        content.push_back(status(Glyph::Clock, Look::Attention, t("staff.stick.plug"), "stick"));
    if (view.stick == StickStage::Written)
        content.push_back(status(Glyph::Check, Look::Success, t("staff.stick.pull"), "stick"));
    if (view.stick == StickStage::Failed)
        content.push_back(status(Glyph::Warning, Look::Attention, t("staff.stick.failed"), "stick"));
}

Node certificate(const GoneView& view) {
    Nodes content;
    content.push_back(status(Glyph::Check, Look::Success, t("gone.done"), "done"));
    if (!view.journal_taken)
        content.push_back(status(Glyph::Warning, Look::Attention, t("gone.journal_lost"), "journal-lost"));
    for (const std::string& file : view.left)
        content.push_back(status(Glyph::Warning, Look::Attention, t("gone.left", {file}), "left"));
    add_stick(view, content);
    if (!view.failure.empty())
        content.push_back(status(Glyph::Warning, Look::Attention, plain(view.failure), "failure"));
    Node code = qr("code", t("gone.code"), &view.code);
    code.box.minimum_width_mm = code.box.minimum_height_mm = code.box.maximum_width_mm = 100;
    Nodes words;
    words.push_back(paragraph(t("gone.take"), "what"));
    words.push_back(note(t("gone.who", {view.device, std::int64_t{view.person}}), "who"));
    content.push_back(beside_code(std::move(code), std::move(words)));
    Nodes ways, answers;
    if (view.printer) {
        Node print = button("print", t(view.printed ? "gone.printed" : "gone.print"), press(Press::Print), Look::Card);
        print.glyph = view.printed ? Glyph::Check : Glyph::Card;
        ways.push_back(std::move(print));
    }
    Node stick = button("to-stick", t("staff.to_stick"), press(Press::ToStick), Look::Card);
    stick.glyph = Glyph::Forward;
    stick.enabled = view.stick != StickStage::Awaited;
    ways.push_back(std::move(stick));
    answers.push_back(grid(std::move(ways), 96));
    Nodes actions;
    actions.push_back(button("finish", t("gone.finish"), press(Press::Done), Look::Primary));
    return gone_framed("certificate", view,
                       {t("gone.title.done"), std::move(content), std::move(actions), std::move(answers)});
}

}  // namespace

Node gone_screen(const GoneView& view) {
    if (view.stage == Stage::Certificate) return certificate(view);
    Nodes content, actions;
    if (view.stage == Stage::Erasing) {
        content.push_back(progress("erasing", t("gone.erasing"), -1));
    } else {
        content.push_back(status(Glyph::Warning, Look::Attention, t("gone.failed"), "failed"));
        content.push_back(note(plain(view.failure), "failure"));
        actions.push_back(button("again", t("staff.asked.again"), press(Press::Again), Look::Primary));
    }
    return gone_framed("erasing", view, {t("gone.title"), std::move(content), std::move(actions)});
}

}  // namespace vestibule::ui::screens
