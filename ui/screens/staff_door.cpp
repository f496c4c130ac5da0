// staff_door - who wants to come in: the number that the site gave them, then the code of their authenticator app.
#include <utility>

#include "kiosk/device/access/totp.hpp"
#include "ui/screens/staff.hpp"

namespace vestibule::ui::screens {

namespace {

using staff::Press;
using staff::Refusal;
using staff::Step;

constexpr float kPadKey_mm = 24;

Node pad_key(std::string id, Text label, visit::Intent intent) {
    Node node = button(std::move(id), std::move(label), intent);
    node.box.minimum_height_mm = node.box.minimum_width_mm = kPadKey_mm;
    node.box.grow = 1;
    return node;
}

/// As on a telephone; low on the screen, where a hand from a wheelchair is.
Node number_pad(bool code) {
    Nodes rows;
    for (int first = 1; first <= 7; first += 3) {
        Nodes keys;
        for (int digit = first; digit < first + 3; ++digit) {
            keys.push_back(pad_key("digit-" + std::to_string(digit), plain(std::to_string(digit)),
                                   press(Press::Digit, static_cast<std::uint16_t>(digit))));
        }
        rows.push_back(row(std::move(keys), 4));
    }
    Nodes last;
    Node erase = pad_key("erase-digit", {}, press(Press::EraseDigit));
    erase.spoken = t("staff.erase_digit");
    erase.glyph = Glyph::Backspace;
    last.push_back(std::move(erase));
    last.push_back(pad_key("digit-0", plain("0"), press(Press::Digit, 0)));
    // In the corner that a telephone has free: another way in, where no digit of a code is awaited.
    Node corner;
    if (!code) {
        corner = pad_key("show-code", t("staff.scan.open"), press(Press::ShowCode));
        corner.glyph = Glyph::Camera;
        corner.spoken = t("staff.scan.open.spoken");
    }
    corner.box.minimum_width_mm = kPadKey_mm;
    corner.box.grow = 1;
    last.push_back(std::move(corner));
    rows.push_back(row(std::move(last), 4));
    Node pad = column(std::move(rows), 4);
    pad.id = "number-pad";
    return pad;
}

}  // namespace

Node staff_door(const staff::State& state, const StaffView& view) {
    const bool code = state.step == Step::Code;
    std::string typed = view.number;
    if (code) {
        // The digits of a code are nobody's business who looks over a shoulder.
        typed.clear();
        for (std::size_t i = 0; i < view.code_digits; ++i) typed += "•";
        for (std::size_t i = view.code_digits; i < device::kTotpDigits; ++i) typed += "–";
    }
    Nodes content;
    if (state.refusal != Refusal::None && !code)
        content.push_back(status(Glyph::Warning, Look::Attention, staff_refusal(state.refusal, view), "refused"));
    content.push_back(paragraph(t(code ? "staff.code.what" : "staff.person.what"), "what"));
    Node shown = heading(typed.empty() ? plain("–") : plain(std::move(typed)), "typed");
    shown.look = Look::Display;
    shown.spoken = code ? t("staff.code.typed", {static_cast<std::int64_t>(view.code_digits)}) : Text();
    content.push_back(std::move(shown));
    content.push_back(note(t(view.common.clock_trusted ? "staff.clock" : "staff.clock_wrong", {view.clock}), "clock"));
    Nodes answers;
    answers.push_back(number_pad(code));
    Nodes actions;
    if (code) actions.push_back(back_button(t("staff.other_number")));
    Node leave = button("leave", t("staff.leave"), press(Press::Leave));
    leave.glyph = Glyph::Person;
    actions.push_back(std::move(leave));
    // A code goes in by itself with its last digit.
    if (!code) actions.push_back(continue_button(t("action.continue"), !view.number.empty()));
    return staff_framed(code ? "code" : "person", view.common,
                        {t(code ? "staff.code.title" : "staff.person.title"), std::move(content), std::move(actions),
                         std::move(answers)});
}

}  // namespace vestibule::ui::screens
