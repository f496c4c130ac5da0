// vitals - the last beat of each organ, and how old it may be.
#include "kiosk/device/vitals.hpp"

#include <algorithm>

namespace vestibule::device {

std::string_view name(Organ organ) {
    switch (organ) {
        case Organ::Frames:
            return "frames";
        case Organ::Input:
            return "input";
        case Organ::Camera:
            return "camera";
        case Organ::Network:
            return "network";
        case Organ::Journey:
            return "journey";
        case Organ::Count:
            break;
    }
    return "nothing";
}

Vitals::Vitals(drivers::Duration watchdog, drivers::TimePoint now) : watchdog_(watchdog), next_(now) {
    for (Pulse& pulse : pulses_) pulse.last = now;
    rest(Organ::Camera);  // it is opened only where a picture is taken
}

void Vitals::beat(Organ organ, drivers::TimePoint at) {
    Pulse& pulse = pulses_[static_cast<std::size_t>(organ)];
    pulse.last = pulse.expected ? std::max(pulse.last, at) : at;
    pulse.expected = true;
}

void Vitals::rest(Organ organ) {
    pulses_[static_cast<std::size_t>(organ)].expected = false;
}

std::optional<Organ> Vitals::frozen(drivers::TimePoint now) const {
    for (std::size_t organ = 0; organ < pulses_.size(); ++organ) {
        if (pulses_[organ].expected && now - pulses_[organ].last > watchdog_ / 2) return static_cast<Organ>(organ);
    }
    return std::nullopt;
}

}  // namespace vestibule::device
