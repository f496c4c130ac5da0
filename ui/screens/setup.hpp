// setup - the screens of set-up: state and view in, a tree out.
#pragma once

#include "kiosk/setup/view.hpp"
#include "ui/screens/device_frame.hpp"

namespace vestibule::ui::screens {

using setup::SetupView;

[[nodiscard]] Node setup_screen(const setup::State& state, const SetupView& view);

// One for each step.
[[nodiscard]] Node setup_language(const SetupView& view);
[[nodiscard]] Node setup_network(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_wifi(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_address(const SetupView& view);
[[nodiscard]] Node setup_time(const SetupView& view);
[[nodiscard]] Node setup_enrol(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_scan(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_claim(const SetupView& view);
[[nodiscard]] Node setup_enrolling(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_stick(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_place(const SetupView& view);
[[nodiscard]] Node setup_cameras(const SetupView& view);
[[nodiscard]] Node setup_tests(const setup::State& state, const SetupView& view);
[[nodiscard]] Node setup_ready(const setup::State& state, const SetupView& view);

// Their parts.
[[nodiscard]] inline visit::Intent press(setup::Press what, std::uint16_t value = 0) {
    return to(visit::IntentKind::Choose, static_cast<std::uint16_t>(what), value);
}
[[nodiscard]] Node setup_field(const SetupView& view, setup::Field field);
/// A card that leads to a step.
[[nodiscard]] Node setup_tile(const char* id, const char* key, Glyph glyph, visit::Intent intent);
[[nodiscard]] Node setup_failure(const SetupView& view);
/// What a test has found, in a row.
[[nodiscard]] Node setup_outcome(const staff::TestRow& row);
/// What the camera sees, with the outline of what it is held to.
[[nodiscard]] Node setup_camera_picture(bool lost, capture::Target target);
/// The bands round a screen of set-up; the header says which part of it this is.
[[nodiscard]] Node setup_framed(setup::Step step, std::string id, const SetupView& view, Frame frame);

}  // namespace vestibule::ui::screens
