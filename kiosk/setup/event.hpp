// event - what can happen in set-up, and what it asks for in return.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>

#include "kiosk/setup/state.hpp"

namespace vestibule::setup {

enum class EventKind : std::uint8_t {
    Continue,
    Back,
    Open,     // `to`, from a button
    Again,    // look, scan, ask or test once more
    Claim,    // one is there, read or typed: `good`; else what was read is none
    Told,     // `standing`: the facility's server has answered
    Pulled,   // `good`: its bundle is in use now
    Stick,    // one was plugged in: `good` or refused
    Done,     // what was asked of the workshop is done
    Judged,   // the touch screen: `good`
    Written,  // the last of it: `good`, or the disk takes nothing
    Idle,     // five minutes without a sign of a human
    Stop,     // the process is asked to end
    Count
};

struct Event {
    EventKind kind = EventKind::Continue;
    Step to = Step::Language;
    device::EnrolmentStanding standing = device::EnrolmentStanding::NotEnrolled;
    bool good = false;
};

enum class CommandKind : std::uint8_t {
    ForgetTyped,  // secrets and what was read
    LookAtNetwork,
    LookForWifi,
    SaveNetwork,
    OpenCamera,  // and look for a claim, where the step is Scan
    CloseCamera,
    Enrol,  // with the claim that is there
    Pull,   // the site's bundle
    SavePlace,
    SaveCameras,
    BeginTouch,  // nothing was touched yet
    KeepTouch,   // `good`
    RunTests,
    StopWork,
    Finish,  // all that was set is written, then that set-up is over
    End,
};

struct Command {
    CommandKind kind = CommandKind::End;
    bool good = false;
};

struct Next {
    State state;
    std::array<Command, 5> commands{};
    std::uint8_t count = 0;

    [[nodiscard]] std::span<const Command> list() const { return {commands.data(), count}; }
    void add(CommandKind kind, bool good = false) { commands.at(count++) = {kind, good}; }
};
static_assert(std::is_trivially_copyable_v<Event> && std::is_trivially_copyable_v<Command>);

}  // namespace vestibule::setup
