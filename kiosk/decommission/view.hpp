// view - what the screen of a kiosk that forgets itself may see, and what its buttons say.
#pragma once

#include <string>
#include <vector>

#include "kiosk/visit/view.hpp"

namespace vestibule::decommission {

enum class Stage : std::uint8_t { Erasing, Failed, Certificate };
enum class StickStage : std::uint8_t { None, Awaited, Written, Failed };
enum class Press : std::uint16_t { Again, Print, ToStick, Done };

struct GoneView {
    visit::VisitView common;
    Stage stage = Stage::Erasing;
    std::string failure;  ///< why something could not be erased, printed, written; a technician's words
    privacy::SecretText code;
    std::string device;
    int person = 0;
    bool printer = false, printed = false;
    bool journal_taken = false;
    std::vector<std::string> left;  ///< what somebody else must erase
    StickStage stick = StickStage::None;
};

}  // namespace vestibule::decommission
