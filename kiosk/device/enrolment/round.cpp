// round - one pause for the server, whatever it was asked.
#include "kiosk/device/enrolment/round.hpp"

#include <algorithm>

namespace vestibule::device {

namespace {

constexpr const char* kPause = "enrolment";

/// A kiosk that was taken off the list is no reason to wait: its next round says the same, and a person is needed.
bool answered(const Outcome& outcome) {
    using enum EnrolmentStanding;
    return outcome.standing == Enrolled || outcome.standing == RenewalDue || outcome.standing == Revoked ||
           outcome.standing == NotEnrolled;
}

}  // namespace

EnrolmentRound enrolment_round(Enrolment& enrolment, const EnrolmentRoundOrder& order) {
    EnrolmentRound round{.asked = false, .waits = {}, .renewed = enrolment.standing(), .pulled = {}, .serial = {}};
    round.pulled = round.renewed;
    Pause pause(order.state_folder, kPause, *order.clock, order.random);
    round.waits = pause.left();
    if (!pause.over()) return round;
    round.asked = true;
    round.renewed = enrolment.renew();
    auto [outcome, serial] = enrolment.pull(order.keep_patients_out);
    round.pulled = std::move(outcome);
    round.serial = serial;
    const bool good = answered(round.renewed) && answered(round.pulled);
    const auto asked_for = std::max(round.renewed.ask_again.value_or(std::chrono::seconds(0)),
                                    round.pulled.ask_again.value_or(std::chrono::seconds(0)));
    // A pause that cannot be written is none: the timer's own time is left.
    (void)(good ? pause.worked(asked_for) : pause.failed(asked_for)).ok();
    round.waits = pause.left();
    return round;
}

}  // namespace vestibule::device
