// trust - whom this kiosk believes when somebody shows it a signed paper, and whether it can judge the dates on it.
#pragma once

#include "drivers/machine/machine.hpp"
#include "kiosk/device/bundle/site.hpp"

namespace vestibule::device {

/// Before a site: whom the image names, else the facility of the enrolment.
[[nodiscard]] std::optional<FirstTrust> first_trust_here(const std::filesystem::path& state, const std::string& device,
                                                         const drivers::Machine& machine = drivers::Machine());
/// As for a bundle: whom the bundle in use names, with its site; before there is one, whom the first is measured by.
/// Nothing: nobody.
[[nodiscard]] std::optional<FirstTrust> trust_here(const std::filesystem::path& state, const std::string& device,
                                                   const drivers::Machine& machine = drivers::Machine());
/// A time server has set the clock since the machine's start: only then is it a judge of dates.
[[nodiscard]] bool clock_is_set(const drivers::Machine& machine = drivers::Machine());

}  // namespace vestibule::device
