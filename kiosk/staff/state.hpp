// state - where technician mode is: a trivially copyable value; what was typed and found stands elsewhere.
#pragma once

#include <cstdint>
#include <type_traits>

namespace vestibule::staff {

enum class Step : std::uint8_t {
    Person,  // the number that the site gave to them
    Code,    // of their authenticator app
    Home,
    Tests,        // all tests with their last results
    Touch,        // a square for every place of the glass
    Colours,      // one colour after the other, edge to edge
    ColoursSeen,  // and whether they were clean
    Keypad,       // every key once
    Report,
    Support,
    Left,  // the process ends
    Count
};

enum class Role : std::uint8_t { None, FacilityIt, Technician };

/// Why the door stayed shut, in the words of the screen.
enum class Refusal : std::uint8_t { None, WrongCode, UsedCode, Locked, Revoked, NoSecret, NoStore };

enum class Ending : std::uint8_t { None, Left, Idle, Stopped };

inline constexpr std::uint8_t kColours = 6;

struct State {
    Step step = Step::Person;
    Role role = Role::None;
    Refusal refusal = Refusal::None;
    bool working = false;     ///< a test runs, or a report is being made
    bool saved = false;       ///< Support: it is on the disk
    std::uint8_t colour = 0;  ///< of kColours
    Ending ending = Ending::None;
};
static_assert(std::is_trivially_copyable_v<State>);

}  // namespace vestibule::staff
