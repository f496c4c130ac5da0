// hands - what is judged of a glass, a keypad, the sound and a switch that somebody moves, whichever they are.
#pragma once

#include "drivers/keypad/keypad.hpp"
#include "drivers/sound/sound.hpp"
#include "drivers/switches/switches.hpp"
#include "drivers/touch/glass.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

/// Waits; a test of the tests advances its clock instead.
using Pause = std::function<void(std::chrono::milliseconds)>;

/// Nobody touches it meanwhile: a contact that never goes, or many out of nothing.
[[nodiscard]] Finding judge_glass(drivers::Glass& glass, const drivers::Clock& clock, const Pause& pause);
/// Every key is there, and none is held down.
[[nodiscard]] Finding judge_keys(drivers::Keypad& keypad, const Pause& pause);
/// Somebody presses every key once.
[[nodiscard]] Finding judge_presses(drivers::Keypad& keypad, const drivers::Clock& clock);
/// It follows, and is left at `at_first`, as every visit begins.
[[nodiscard]] Finding judge_volume(drivers::Sound& sound, int at_first);
/// Somebody moves it both ways.
[[nodiscard]] Finding judge_moved(drivers::Switch& one, const drivers::Clock& clock, const Pause& pause);

/// How long nothing new may happen in a test that waits for a hand.
inline constexpr std::chrono::seconds kHandPause{20};

}  // namespace vestibule::diagnostics
