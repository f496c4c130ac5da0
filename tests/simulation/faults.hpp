// faults - everything that can go wrong in a simulated visit, and in which step it can be met.
#pragma once

#include <cstdint>
#include <string_view>

#include "kiosk/journey/state.hpp"

namespace vestibule::simulation {

enum class Fault : std::uint8_t {
    None,
    // an answer of a service; the first of these never arrive or say nothing
    NotReachable,
    NameNotResolved,
    NotTrusted,
    TimedOut,
    UnknownLost,  // a POST was sent, no answer came, and it was not carried out
    UnknownDone,  // the same, but it was carried out
    TooLong,
    Garbage,
    Empty,
    WrongTypes,
    Status302,
    Status400,
    Status401,
    Status403,
    Status404,
    Status408,
    Status409,
    Status410,
    Status412,
    Status422,
    Status429,
    Status500,
    Status502,
    Status503,
    // the network
    Slow,  // a request runs into its own deadline
    LineCut,
    LateAnswer,  // to a request that was given up
    FarewellLost,
    // devices
    CameraLost,
    CameraFrozen,
    CameraSwapped,
    CameraNeverOpens,
    EyesMissing,  // neither camera module nor engine can be loaded
    EyesLate,     // they come when a picture is waited for already
    BarcodeUnreadable,
    TouchUnplugged,
    DiskFull,
    // clocks
    WallForward,
    WallBack,
    SteadyForward,
    SteadyBack,
    // hands
    StaleTouch,
    DoubleTap,
    JunkText,
    LongText,
    Overlay,   // help, start over, stop at any moment
    Restless,  // language, text size, colours
    // the machine
    StopSignal,
    Crash,
    Count
};

[[nodiscard]] std::string_view name(Fault fault);
inline constexpr bool is_answer(Fault fault) {
    return fault <= Fault::Status503;
}
/// The HTTP status of a fault that is one; 0 otherwise.
[[nodiscard]] int status_of(Fault fault);
/// Whether a step can meet a fault at all; the coverage report wants every such pair.
[[nodiscard]] bool can_meet(Fault fault, journey::Step step);

}  // namespace vestibule::simulation
