// round - what a kiosk asks of its facility by itself, now and then: a fresh certificate where one is due, then the
// site's bundle; and how long it leaves a server alone that did not answer.
#pragma once

#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/pause.hpp"

namespace vestibule::device {

struct EnrolmentRoundOrder {
    std::filesystem::path state_folder;
    const drivers::Clock* clock = nullptr;
    Pause::Random random;
    Enrolment::KeepOut keep_patients_out;
};

struct EnrolmentRound {
    bool asked = false;            ///< false: it is not time yet
    std::chrono::seconds waits{};  ///< until the server may be asked again
    Outcome renewed, pulled;       ///< where it asked
    std::optional<int> serial;     ///< of a bundle that was applied just now
};

/// Both are asked whatever came of the other. After one that was not answered for, the next round waits, longer each
/// time and at least as long as the server asked for; the pause outlives the program. Blocks.
[[nodiscard]] EnrolmentRound enrolment_round(Enrolment& enrolment, const EnrolmentRoundOrder& order);

}  // namespace vestibule::device
