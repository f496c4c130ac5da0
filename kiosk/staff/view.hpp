// view - what the screens of technician mode may see.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/diagnostics/run.hpp"
#include "kiosk/staff/glass.hpp"
#include "kiosk/staff/state.hpp"
#include "kiosk/visit/view.hpp"

namespace vestibule::staff {

/// What a button of these screens says: `index` of an Intent of the kind Choose; `value` is what stands beside each.
enum class Press : std::uint16_t {
    Digit,  // the digit
    EraseDigit,
    OpenTests,
    OpenTouch,
    OpenColours,
    OpenKeypad,
    OpenReport,
    OpenSupport,
    RunOne,  // the row
    RunQuick,
    NextColour,
    Good,
    Bad,
    Save,
    Leave,
};

/// What a keypad has, in the order in which it is shown.
enum class Key : std::uint8_t { Up, Down, Left, Right, Select, Back, Count };
inline constexpr std::size_t kKeys = static_cast<std::size_t>(Key::Count);

struct TestRow {
    std::string id, title;
    std::optional<diagnostics::Outcome> last{};
    std::string date{};  ///< of the last result
    bool running = false;
    bool by_hand = false;  ///< a person makes it, on a screen of its own
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
    std::vector<TestRow> tests;
    std::size_t asked = 0, finished = 0;  ///< of a run
    std::bitset<kTouchSquares> touched;
    std::bitset<kKeys> pressed;
    std::string failure;  ///< why something could not be made; a technician's words
    privacy::SecretText report_code;
    std::string report_verdict, saved_as;
    std::vector<Section> sections;
};

}  // namespace vestibule::staff
