// door - the way into technician mode from the notice: the staff's gesture on the glass or the keypad, or a key on a
// stick.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <utility>

#include "drivers/clock/clock.hpp"
#include "drivers/touch/touch.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/device/os/runtime_folder.hpp"
#include "kiosk/staff/gesture.hpp"

namespace vestibule::notice {

/// Where it listens and asks; tests have places of their own.
struct DoorPlaces {
    std::filesystem::path input = "/dev/input";
    std::filesystem::path runtime = device::default_runtime_folder();
    std::filesystem::path hand = hand::kHandSocket;
};

/// Whoever of the staff stands before it, with fingers, a keypad or a key on a stick. How the glass is turned against
/// the display is not known here, so that either end of any side will do for the lower corners.
class Door {
public:
    /// `complain` hears why technician mode could not be asked for; it may be none.
    explicit Door(const DoorPlaces& places = {}, std::function<void(const Error&)> complain = {})
        : reader_(places.input), runtime_(places.runtime), hand_(places.hand), complain_(std::move(complain)) {}
    /// Waits at most so long; asks for technician mode when the gesture was made.
    void watch(std::chrono::milliseconds longest) { heard(reader_.wait(longest)); }
    /// What came meanwhile, or nothing; a stick is looked for, too.
    void heard(const std::vector<drivers::Touched>& all);

private:
    void ask() const;
    bool asks(const drivers::Touched& touched);
    drivers::TouchReader reader_;
    const std::filesystem::path runtime_, hand_;
    const std::function<void(const Error&)> complain_;
    bool offered_ = false;
    std::array<staff::Gesture, 4> sides_;
};

}  // namespace vestibule::notice
