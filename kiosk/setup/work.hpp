// work - what set-up has done by the workshop, in a process beside the screen: enrolling, looking for Wi-Fi, tests.
#pragma once

#include "kiosk/device/os/workshop.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::setup {

// Requests are JSON objects {"do": WORD, "with": TEXT} on one line:
inline constexpr const char *kDoLook = "look",  ///< the tests of the way out; {"outcome": ...} each
    *kDoWifi = "wifi",                          ///< {"wifi": {name, signal, open, login}} each
        *kDoEnrol = "enrol",                    ///< with a claim; {"standing": n, "detail", "ask_again"}
            *kDoPull = "pull",            ///< {"pulled": {"standing": n, "detail", "serial" where one is in use now}}
                *kDoTest = "test",        ///< the quick ones; {"outcome": ...} each, and they are kept
                    *kDoTouch = "touch";  ///< keeps that so many squares of the glass answered
// What fails says {"failed": sentence}.

struct WorkPlaces {
    const diagnostics::Bench *bench = nullptr;  ///< it outlives the workshop
    std::filesystem::path runtime_folder;
    std::string device;  ///< this kiosk's id
    std::filesystem::path wifi = "/run/vestibule-wifi";
};

[[nodiscard]] device::Workshop::Work work_at(WorkPlaces places);

}  // namespace vestibule::setup
