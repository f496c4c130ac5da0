// errand_work - what an errand has done by the workshop, and the words in which they talk of it.
#pragma once

#include <nlohmann/json.hpp>

#include "kiosk/device/os/workshop.hpp"
#include "kiosk/staff/repair.hpp"

namespace vestibule::staff {

// Requests beside those of work.hpp; each holds a "device" as `to_json` writes it:
inline constexpr const char *kDoCalibrate = "calibrate",  ///< {"focal": n}
    *kDoChart = "chart",                                  ///< {"sight": {...}}, or {"advice": words}
        *kDoPage = "page",                                ///< a test page of that printer
            *kDoTry = "try",                              ///< {"tried": outcome} each; "answered": squares of the glass
                *kDoLoad = "load",                        ///< "cargo", "runtime": it is laid down for a stick
                    *kDoBind = "bind",                    ///< {"bound": true}; "outcomes" are kept then
                        *kDoLookAt = "look-at",           ///< "runtime"; {"version": v, "runs": v}
                            *kDoInstall = "install",  ///< "runtime", "hand"; {"percent": n} each; {"installed": true}
                                *kDoInspect = "inspect";  ///< "who", "seals", "items": a signed record

[[nodiscard]] nlohmann::json to_json(const NewDevice &device);
[[nodiscard]] NewDevice device_from(const nlohmann::json &object);

/// False where the request is none of these.
bool work_for_errand(const diagnostics::Bench &bench, const nlohmann::json &request,
                     const device::Workshop::Tell &tell);

}  // namespace vestibule::staff
