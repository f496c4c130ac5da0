// event - what can happen in technician mode, and what it asks for in return.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>

#include "kiosk/staff/state.hpp"

namespace vestibule::staff {

enum class EventKind : std::uint8_t {
    Enter,  // the number pad's own, with enough digits
    Back,
    Open,    // `to`, from Home or Tests
    Run,     // one test, or all that are quick
    Answer,  // of the door: `role`, or `refusal`
    Done,    // what was asked of the workshop is done
    Judged,  // a test that a person makes came to an end: `good`
    Next,    // the next colour; Tests: this round is the last one
    Guide,   // through all tests by hand, from Home
    Again,   // Asked: the tone, the page
    Save,    // the support bundle
    Leave,
    Idle,  // five minutes without a sign of a human
    Stop,  // the process is asked to end
    Count
};

struct Event {
    EventKind kind = EventKind::Back;
    Step to = Step::Home;
    Role role = Role::None;
    Refusal refusal = Refusal::None;
    bool good = false;
    std::uint16_t test = 0;   ///< Run: the row of one test; kQuick: all; kSoak: all, again and again
    Hand hand = Hand::Touch;  ///< Open: which test
    Job job = Job::None;      ///< Open: which errand
};
inline constexpr std::uint16_t kQuick = 0xFFFF, kSoak = 0xFFFE;

enum class CommandKind : std::uint8_t {
    JudgeCode,
    ForgetDigits,  // what was typed
    RunTests,      // `test`
    KeepResult,    // of the test `hand`, `good` or not
    MakeReport,
    Preview,  // of the support bundle
    SaveSupport,
    BeginTest,  // the touch screen's, the keypad's: nothing was touched yet
    Act,        // what somebody is asked about: the tone, the page
    RunHand,    // the test `hand`, while somebody moves something
    NextHand,   // of a guided walk, after `hand`, or the first where `good`
    StopWork,   // whoever works is to stop
    Do,         // `task` of an errand; `test` is its option
    End,
};

struct Command {
    CommandKind kind = CommandKind::End;
    Step step = Step::Home;
    bool good = false;
    std::uint16_t test = 0;
    Hand hand = Hand::Touch;
    Task task = Task::Look;
};

struct Next {
    State state;
    std::array<Command, 4> commands{};
    std::uint8_t count = 0;

    [[nodiscard]] std::span<const Command> list() const { return {commands.data(), count}; }
    void add(const Command& command) { commands.at(count++) = command; }
};
static_assert(std::is_trivially_copyable_v<Event> && std::is_trivially_copyable_v<Command>);

}  // namespace vestibule::staff
