// faults - names, statuses and where each fault can be met.
#include "tests/simulation/faults.hpp"

#include <array>

#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::simulation {

namespace {

using journey::Step;

constexpr std::array<std::string_view, static_cast<std::size_t>(Fault::Count)> kNames{"none",
                                                                                      "not-reachable",
                                                                                      "name-not-resolved",
                                                                                      "not-trusted",
                                                                                      "timed-out",
                                                                                      "unknown-lost",
                                                                                      "unknown-done",
                                                                                      "too-long",
                                                                                      "garbage",
                                                                                      "empty",
                                                                                      "wrong-types",
                                                                                      "302",
                                                                                      "400",
                                                                                      "401",
                                                                                      "403",
                                                                                      "404",
                                                                                      "408",
                                                                                      "409",
                                                                                      "410",
                                                                                      "412",
                                                                                      "422",
                                                                                      "429",
                                                                                      "500",
                                                                                      "502",
                                                                                      "503",
                                                                                      "slow",
                                                                                      "line-cut",
                                                                                      "late-answer",
                                                                                      "farewell-lost",
                                                                                      "camera-lost",
                                                                                      "camera-frozen",
                                                                                      "camera-swapped",
                                                                                      "camera-never-opens",
                                                                                      "eyes-missing",
                                                                                      "eyes-late",
                                                                                      "barcode-unreadable",
                                                                                      "touch-unplugged",
                                                                                      "disk-full",
                                                                                      "wall-forward",
                                                                                      "wall-back",
                                                                                      "steady-forward",
                                                                                      "steady-back",
                                                                                      "stale-touch",
                                                                                      "double-tap",
                                                                                      "junk-text",
                                                                                      "long-text",
                                                                                      "overlay",
                                                                                      "restless",
                                                                                      "stop-signal",
                                                                                      "crash"};

bool asks_a_service(Step step) {
    const auto& cell = journey::row(step).cells[static_cast<std::size_t>(journey::EventKind::Answer)];
    return cell.fate == journey::Fate::Handled;
}
bool only_posts_nothing(Step step) {
    return step == Step::ChooseProvider;  // it asks for two documents of each provider
}
bool has_a_form(Step step) {
    switch (step) {
        case Step::Contact:
        case Step::EmailCode:
        case Step::PhoneCode:
        case Step::Name:
        case Step::BirthDate:
        case Step::Address:
        case Step::SignIn:
        case Step::SecondFactor:
        case Step::CheckDetails:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::string_view name(Fault fault) {
    return kNames[static_cast<std::size_t>(fault)];
}

int status_of(Fault fault) {
    if (fault < Fault::Status302 || fault > Fault::Status503) return 0;
    constexpr std::array kStatuses{302, 400, 401, 403, 404, 408, 409, 410, 412, 422, 429, 500, 502, 503};
    return kStatuses[static_cast<std::size_t>(fault) - static_cast<std::size_t>(Fault::Status302)];
}

bool can_meet(Fault fault, Step step) {
    // The notice of a kiosk out of service has no visit; what is being erased or was erased asks nobody.
    if (step == Step::OutOfService) return fault == Fault::DoubleTap || fault == Fault::Crash;
    const bool a_visit = journey::row(step).overlays && step != Step::Welcome;
    if (fault == Fault::None) return false;
    if (fault == Fault::UnknownLost || fault == Fault::UnknownDone) {
        return asks_a_service(step) && !only_posts_nothing(step);
    }
    if (is_answer(fault) || fault == Fault::Slow || fault == Fault::LineCut) return asks_a_service(step);
    switch (fault) {
        case Fault::CameraLost:
        case Fault::CameraFrozen:
        case Fault::CameraSwapped:
        case Fault::CameraNeverOpens:
            return journey::is_capture(step);
        case Fault::EyesMissing:  // without eyes there is no picture of the front, and so no next one
        case Fault::EyesLate:
            return step == Step::DocumentFront;
        case Fault::BarcodeUnreadable:
            return step == Step::SelfieIntro || step == Step::Verifying;
        case Fault::JunkText:
        case Fault::LongText:
            return has_a_form(step);
        case Fault::LateAnswer:  // where a request's giving up leads to, or a new one begins
            return step == Step::Erasing || step == Step::ChooseHow || step == Step::Verified || step == Step::Places;
        case Fault::StaleTouch:
        case Fault::DoubleTap:
        case Fault::Restless:
        case Fault::Overlay:
        case Fault::StopSignal:
            return a_visit;
        default:
            return a_visit;  // clocks, disk, crash
    }
}

}  // namespace vestibule::simulation
