// view - what the screens of technician mode may see.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "drivers/keypad/keypad.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/staff/errand_view.hpp"
#include "kiosk/staff/glass.hpp"
#include "kiosk/staff/hands.hpp"
#include "kiosk/visit/view.hpp"

namespace vestibule::staff {

/// What a button of these screens says: `index` of an Intent of the kind Choose; `value` is what stands beside each.
enum class Press : std::uint16_t {
    Digit,  // the digit
    EraseDigit,
    OpenTests,
    OpenHand,  // the test of hands.hpp
    OpenReport,
    OpenSupport,
    RunOne,  // the row
    RunQuick,
    RunGuided,
    RunSoak,
    LastRound,
    Again,
    NextColour,
    Good,
    Bad,
    Save,
    Leave,
    ShowCode,    // to the camera, instead of a number
    NextCamera,  // of the two that there are
    OpenErrand,  // the job
    Option,      // of an errand: a job of repair, a reason
    Pick,        // one of the devices that are there
    Skip,
    ToStick,  // the cargo
};

using Key = drivers::PadKey;
inline constexpr std::size_t kKeys = drivers::kPadKeys;

struct TestRow {
    std::string id;
    diagnostics::Words title;
    std::optional<diagnostics::Outcome> last{};
    std::string date{};  ///< of the last result
    bool running = false;
    bool by_hand = false;  ///< a person makes it, on a screen of its own
    int bad_rounds = 0;    ///< of a soak
};

struct Section {
    std::string name, what, state;
};

struct StaffView {
    visit::VisitView common;  ///< language, sizes, names: what every screen's frame needs
    std::string clock;        ///< the kiosk's time, as an authenticator app would have it
    std::string number;       ///< as it was typed so far
    std::size_t code_digits = 0;
    std::int64_t wait_s = 0;  ///< while the door is locked
    int person = 0;
    bool camera_lost = false, other_camera = false;  ///< Scan: no picture comes; there is another one
    bool unread = false;                             ///< Scan: what is held there is no pass
    std::vector<TestRow> tests;
    std::size_t asked = 0, finished = 0;  ///< of a run
    int rounds = 0;                       ///< of a soak that are over
    std::size_t guide_at = 0, guide_all = 0;  ///< of a guided walk: which of how many
    std::bitset<kTouchSquares> touched;
    std::bitset<kKeys> pressed;
    std::string failure;  ///< why something could not be made; a technician's words
    privacy::SecretText report_code;
    std::string report_verdict, saved_as;
    std::vector<Section> sections;
    ErrandView errand;
};

}  // namespace vestibule::staff
