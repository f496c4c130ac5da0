// faults - the panel beside the demo: press a number, and watch the kiosk cope; the same verbs that drive the tests.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tests/automation/kiosk.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::flows {

struct Fault {
    std::string_view name, what;
    void (*make)(sandbox::Sandbox& services, automation::Kiosk& kiosk);
};

/// The first one makes everything well again. What is broken of the machine needs one that is made up
/// (KioskLaunch::machine), with its printer in the settings.
[[nodiscard]] std::span<const Fault> faults();

/// The panel as text, a line each with its number.
[[nodiscard]] std::string fault_menu();
/// Makes the fault with this number or name; what to say about it.
std::string press_fault(std::string_view line, sandbox::Sandbox& services, automation::Kiosk& kiosk);

}  // namespace vestibule::flows
