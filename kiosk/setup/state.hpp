// state - where set-up is: a trivially copyable value; what was typed and found stands elsewhere.
#pragma once

#include <cstdint>
#include <type_traits>

#include "kiosk/device/enrolment/standing.hpp"

namespace vestibule::setup {

/// The first nine follow one another; the others belong to one of them.
enum class Step : std::uint8_t {
    Language,
    Network,
    Time,
    Enrol,    // how the claim gets here
    Place,    // the kiosk's name, and where it stands
    Cameras,  // which of them sees what
    Touch,    // a square for every place of the glass
    Tests,
    Ready,
    Wifi,       // of Network: which one, and its key
    Address,    // of Network: a fixed one, and the proxy
    Scan,       // of Enrol: the claim before the camera
    TypeClaim,  // of Enrol: by hand
    Enrolling,  // of Enrol: what the facility's server says
    Stick,      // what came of a stick that was plugged in
    Left,       // the process ends
    Count
};
inline constexpr int kMainSteps = 9;

enum class Ending : std::uint8_t { None, Done, Stopped };

struct State {
    Step step = Step::Language;
    Step from = Step::Language;  ///< Stick: where it was plugged in
    bool working = false;        ///< the workshop does what this screen waits for
    bool site = false;           ///< a site's bundle is in use
    bool enrolled = false;
    bool stick_good = false;
    bool unread = false;  ///< Scan: a code was seen that is no claim
    bool kept = false;    ///< Ready: what was set could be written
    device::EnrolmentStanding standing = device::EnrolmentStanding::NotEnrolled;
    Ending ending = Ending::None;
};
static_assert(std::is_trivially_copyable_v<State>);

/// Whether patients can be served: somebody says what this kiosk is to do.
[[nodiscard]] constexpr bool may_finish(const State& state) {
    return state.site || state.enrolled;
}

}  // namespace vestibule::setup
