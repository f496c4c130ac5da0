// errand_view - what the screens of the errands may see.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/diagnostics/run.hpp"
#include "kiosk/privacy/sensitive.hpp"
#include "kiosk/staff/errand.hpp"

namespace vestibule::staff {

/// A device that may be put in the place of another.
struct Choice {
    std::string source;  ///< as local.toml names it
    std::string name;    ///< as its driver calls it; empty: nobody knows
    std::string where;   ///< port, vendor and product, serial
    bool in_use = false;
};

/// How the case stands for whoever wants to sign it off.
enum class CaseState : std::uint8_t { Closed, Open, Unreadable };

struct ErrandView {
    bool one_camera = true;  ///< it does both
    std::vector<Choice> choices;
    std::size_t at = 0;  ///< of the choices: the one that is shown or was picked
    bool lost = false;   ///< the camera that is shown gives no picture
    int focal_percent = 0;
    bool chart_seen = false;
    diagnostics::Words advice;  ///< what to do about the chart
    std::vector<diagnostics::Outcome> tried;
    bool case_opened = false;
    std::string case_since;
    CaseState case_state = CaseState::Closed;
    Cargo cargo = Cargo::Report;
    std::vector<std::string> written;  ///< the files that stand on the stick now
    privacy::SecretText word;          ///< as it was typed so far
    bool wrong_word = false;
    std::string update_version, running_version;  ///< of what the stick brought, and of what runs
    int percent = -1;                             ///< of what is being copied or installed; below 0: nobody has said
    std::array<std::optional<Answer>, kQuestions> answers{};
    std::string seals_before;      ///< their numbers in the record before; empty: none
    std::string inspected_before;  ///< the day of that record
    privacy::SecretText seals;     ///< the numbers as they were typed so far
    std::int64_t duties = 0;  ///< what services are still to be told, and will not be
};

/// What must be typed before a kiosk forgets what it is: the same in every language, as it stands on the screen.
inline constexpr std::string_view kErasingWord = "ERASE";
/// The field that the word is typed into; see set-up's own, which come before.
inline constexpr std::uint8_t kWordField = 0xC0;
/// The field of the seals' numbers.
inline constexpr std::uint8_t kSealsField = 0xC1;

}  // namespace vestibule::staff
