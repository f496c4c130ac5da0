// switches - one switch that an input device tells of: headphones in, case open, somebody there.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

/// The kernel's numbers (input-event-codes.h).
enum class SwitchKind : std::uint8_t {
    Headphones = 0x02,  // SW_HEADPHONE_INSERT
    Presence = 0x0b,    // SW_FRONT_PROXIMITY
    Cover = 0x10,       // SW_MACHINE_COVER: closed is on
};

class Switch {
public:
    virtual ~Switch() = default;
    /// How it stands now; asks the device each time. Errors: FileUnreadable.
    virtual Result<bool> on() = 0;
};

/// The switch of the input device with this name, found anew each time: devices are renumbered when they are plugged in
/// again. `root` is "/" but in tests.
[[nodiscard]] std::unique_ptr<Switch> make_switch(std::string device_name, SwitchKind kind,
                                                  std::filesystem::path root = "/");

/// Stands as it is set, and fails on demand.
class SimulatedSwitch final : public Switch {
public:
    enum class Fault : std::uint8_t { None, Missing, Broken };
    Result<bool> on() override {
        if (fault == Fault::Missing) return Error{ErrorCode::FileUnreadable, "simulated switch"};
        if (fault == Fault::Broken) return Error{ErrorCode::FileUnreadable, "simulated switch"};
        return stands;
    }
    bool stands = false;
    Fault fault = Fault::None;
};

}  // namespace vestibule::drivers
