// ways_in - the door's other two ways: a key on a stick, and a signed code before the camera.
#include <algorithm>

#include "kiosk/device/access/offer.hpp"
#include "kiosk/device/open_eye.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/staff/numbers.hpp"

namespace vestibule::staff {

namespace {

Refusal refusal_of(journal::PassRefusal why) {
    switch (why) {
        case journal::PassRefusal::Unreadable:
            return Refusal::PassUnreadable;
        case journal::PassRefusal::NotSigned:
            return Refusal::PassNotSigned;
        case journal::PassRefusal::WrongSite:
            return Refusal::PassWrongSite;
        case journal::PassRefusal::WrongDevice:
            return Refusal::PassWrongDevice;
        case journal::PassRefusal::WrongStick:
            return Refusal::PassWrongStick;
        case journal::PassRefusal::WrongWay:
            return Refusal::PassWrongWay;
        case journal::PassRefusal::NotYet:
            return Refusal::PassNotYet;
        case journal::PassRefusal::Expired:
            return Refusal::PassExpired;
        case journal::PassRefusal::Revoked:
            return Refusal::PassRevoked;
        case journal::PassRefusal::Used:
            return Refusal::PassUsed;
        case journal::PassRefusal::ClockNotSet:
            return Refusal::PassClock;
        case journal::PassRefusal::NobodyTrusted:
            return Refusal::PassNobody;
        case journal::PassRefusal::Locked:
            break;
    }
    return Refusal::Locked;
}

bool at_door(Step step) {
    return step == Step::Person || step == Step::Code || step == Step::Scan;
}

/// A technician's stick may hold a pass for each of their sites: the one of this site, else the first.
const std::string& chosen(const std::vector<std::string>& passes, const std::optional<device::FirstTrust>& trust) {
    const auto of_here = std::find_if(passes.begin(), passes.end(), [&trust](const std::string& one) {
        const auto opened = trust ? device::open_pass(one, trust->anchors_pem, {}) : Error{ErrorCode::KeyUnusable, ""};
        return opened.ok() && (trust->site.empty() || opened->pass.site == trust->site);
    });
    return of_here == passes.end() ? passes.front() : *of_here;
}

}  // namespace

/// Whoever is inside needs no key: what is offered then is gone, so that it opens nothing later.
void Desk::look_at_key() {
    const auto offer = device::take_offer(setup_.runtime_folder);
    if (!offer || !at_door(state_.step) || state_.working) return;
    human();
    judge_pass(journal::PassWay::Key, chosen(offer->passes, setup_.trust()), offer->medium);
}

void Desk::look_at_code() {
    if (!eye_) return;
    const bool lost = eye_->lost();
    if (lost != view_.camera_lost) view_.camera_lost = lost, changed();
    const std::string text = eye_->take_text();
    if (text.empty() || state_.step != Step::Scan) return;
    human();
    if (const auto pass = device::pass_of_code(text)) return judge_pass(journal::PassWay::Code, *pass, {});
    if (!view_.unread) view_.unread = true, changed();
}

void Desk::judge_pass(journal::PassWay way, const std::string& pass, const std::string& medium) {
    const auto trust = setup_.trust();
    device::PassWanted wanted{.site = trust ? trust->site : "",
                              .device = setup_.device,
                              .way = way,
                              .medium = medium,
                              .now = {},
                              .revoked = numbers_of(setup_.config->access_revoked_passes),
                              .revoked_persons = numbers_of(setup_.config->access_revoked)};
    if (setup_.clock_is_set()) wanted.now = setup_.clock->wall();
    device::PassJudgement judgement;
    const auto judged = setup_.ledger->at_once([&](device::Store& store) {
        return device::let_in(store, pass, trust ? trust->anchors_pem : "", wanted, judgement);
    });
    if (!judged) setup_.complain(judged.error());
    // What cannot be written down cannot be counted: then nobody comes in.
    Event answer{.kind = EventKind::Answer, .refusal = judged ? refusal_of(judgement.refusal) : Refusal::NoStore};
    view_.wait_s = judgement.wait.count();
    if (judged && judgement.role) {
        answer.role = *judgement.role == device::StaffRole::FacilityIt ? Role::FacilityIt : Role::Technician;
        answer.refusal = Refusal::None;
        errands_.meet(judgement.person);
    }
    view_.person = answer.role == Role::None ? 0 : judgement.person;
    event(answer);
}

/// The camera is open while its screen stands, and never longer.
void Desk::follow_step() {
    if (state_.step != Step::Scan) return eye_.reset();
    if (!eye_) open_camera();
}

void Desk::open_camera() {
    view_.failure.clear();
    view_.unread = view_.camera_lost = false;
    const device::Config& config = *setup_.config;
    view_.other_camera = config.document_camera != config.face_camera;
    auto eye = device::open_eye(setup_, read_code_,
                                {.source = other_camera_ ? config.face_camera : config.document_camera,
                                 .role = other_camera_ ? drivers::CameraRole::Face : drivers::CameraRole::Document,
                                 .mains_hz = config.mains_hz});
    if (eye) {
        eye_ = std::move(eye).value();
        return;
    }
    setup_.complain(eye.error());
    view_.failure = eye.error().sentence();
}

/// One may be broken, and that may be why somebody came.
void Desk::next_camera() {
    if (state_.step != Step::Scan || !view_.other_camera) return;
    other_camera_ = !other_camera_;
    eye_.reset();
    open_camera();
    changed();
}

}  // namespace vestibule::staff
