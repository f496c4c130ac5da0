// devices - what is judged of a printer, a light and the switches, whichever they are.
#pragma once

#include "drivers/light/light.hpp"
#include "drivers/printer/printer.hpp"
#include "drivers/switches/switches.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

[[nodiscard]] Finding judge_printer(drivers::Printer& printer);
/// Turns it on, looks, and leaves it as it was.
[[nodiscard]] Finding judge_light(drivers::Light& light);
/// The case must be closed.
[[nodiscard]] Finding judge_cover(drivers::Switch& cover);
/// A switch that may stand either way: what counts is that it answers.
[[nodiscard]] Finding judge_switch(drivers::Switch& one, const char* on, const char* off);

}  // namespace vestibule::diagnostics
