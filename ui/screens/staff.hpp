// staff - the screens of technician mode: state and view in, a tree out.
#pragma once

#include <string_view>

#include "kiosk/staff/view.hpp"
#include "ui/screens/frame.hpp"

namespace vestibule::ui::screens {

using staff::StaffView;

[[nodiscard]] Node staff_screen(const staff::State& state, const StaffView& view);

// One for each step.
[[nodiscard]] Node staff_door(const staff::State& state, const StaffView& view);  ///< Person, Code
[[nodiscard]] Node staff_scan(const StaffView& view);
[[nodiscard]] Node staff_home(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_tests(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_touch(const StaffView& view);
[[nodiscard]] Node staff_colour(const staff::State& state);
[[nodiscard]] Node staff_asked(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_moved(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_keypad(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_report(const staff::State& state, const StaffView& view);
[[nodiscard]] Node staff_support(const staff::State& state, const StaffView& view);

/// Whether somebody saw or heard what was meant; `no` is what that answer does.
[[nodiscard]] Node staff_yes_or_no(staff::Press no);
/// Why the door stayed shut.
[[nodiscard]] Text staff_refusal(staff::Refusal refusal, const StaffView& view);
/// How a verdict is said and looks.
struct StaffSaid {
    const char* key;
    Glyph glyph;
    Look look;
};
[[nodiscard]] StaffSaid staff_said(diagnostics::Verdict verdict);
/// What a test says, in the language of the screen: its form is a key of the catalogs.
[[nodiscard]] Text staff_words(const diagnostics::Words& words);

/// What a button of theirs says.
[[nodiscard]] inline visit::Intent press(staff::Press what, std::uint16_t value = 0) {
    return to(visit::IntentKind::Choose, static_cast<std::uint16_t>(what), value);
}

[[nodiscard]] inline visit::Intent press(staff::Hand hand) {
    return press(staff::Press::OpenHand, static_cast<std::uint16_t>(hand));
}

}  // namespace vestibule::ui::screens
