// state - where technician mode is: a trivially copyable value; what was typed and found stands elsewhere.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kiosk/staff/errand.hpp"

namespace vestibule::staff {

enum class Step : std::uint8_t {
    Person,  // the number that the site gave to them
    Code,    // of their authenticator app
    Scan,    // a signed code before the camera
    Home,
    Tests,    // all tests with their last results
    Touch,    // a square for every place of the glass
    Colours,  // one colour after the other, edge to edge
    Asked,    // what somebody saw or heard
    Keypad,   // every key once
    Moved,    // somebody holds, plugs or moves something while a test looks
    Report,
    Support,
    Errand,  // one of errand.hpp
    Left,    // the process ends
    Count
};

enum class Role : std::uint8_t { None, FacilityIt, Technician };

/// Why the door stayed shut, in the words of the screen.
enum class Refusal : std::uint8_t {
    None,
    WrongCode,
    UsedCode,
    Locked,
    Revoked,
    NoSecret,
    NoStore,
    // Of a pass: a key on a stick, a code before the camera.
    PassUnreadable,
    PassNotSigned,
    PassWrongSite,
    PassWrongDevice,
    PassWrongStick,
    PassWrongWay,
    PassNotYet,
    PassExpired,
    PassRevoked,
    PassUsed,
    PassClock,
    PassNobody,
    Count
};

enum class Ending : std::uint8_t { None, Left, Idle, Stopped };

/// What a test needs somebody for; hands.hpp says where each is made.
enum class Hand : std::uint8_t {
    Touch,
    Keypad,
    Display,
    BurnIn,
    Upright,
    SoundLeft,
    SoundRight,
    Headphones,
    Presence,
    Cover,
    Printer,
    Chart,  // one camera for both roles
    DocumentChart,
    FaceChart,
    Count
};

inline constexpr std::uint8_t kColours = 6;

struct State {
    Step step = Step::Person;
    Role role = Role::None;
    Refusal refusal = Refusal::None;
    bool working = false;     ///< a test runs, or a report is being made
    bool saved = false;       ///< Support: it is on the disk
    std::uint8_t colour = 0;  ///< of kColours
    Hand hand = Hand::Touch;  ///< Touch, Colours, Asked, Keypad, Moved
    bool guided = false;      ///< one test by hand after the other
    bool soak = false;        ///< Tests: again and again
    Errand errand{};
    Step from = Step::Home;  ///< Errand: where it began
    Ending ending = Ending::None;
};
static_assert(std::is_trivially_copyable_v<State>);

}  // namespace vestibule::staff
