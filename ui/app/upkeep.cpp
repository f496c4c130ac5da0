// upkeep - what each device shows, told to its ladder; the probe of a camera that has failed; the display's plug.
#include "ui/app/upkeep.hpp"

#include <thread>

#include "kiosk/device/budget.hpp"
#include "kiosk/device/os/hand_client.hpp"

namespace vestibule::ui {

namespace {

using device::Condition;
using device::LadderId;
using device::Rung;
using drivers::CameraHealth;
using drivers::CameraRole;
using drivers::Displays;

// Half a second: a display that is plugged in again shall show its picture within five.
constexpr std::chrono::milliseconds kLookEvery{500};

Result<device::Standings> read_from(device::Ledger& ledger) {
    device::Standings standings;
    const Result<void> done = ledger.at_once([&standings](journal::Store& store) -> Result<void> {
        auto read = device::read_standings(store);
        if (!read) return std::move(read).error();
        standings = std::move(read).value();
        return {};
    });
    if (!done) return done.error();
    return standings;
}

device::ClimberSetup setup_of(const UpkeepWiring& wiring, device::SharedGate& gate) {
    return {.clock = wiring.clock,
            .read = [ledger = wiring.ledger] { return read_from(*ledger); },
            .keep =
                [ledger = wiring.ledger](LadderId id, const device::Standing& standing) {
                    return ledger->at_once(
                        [&](journal::Store& store) { return device::keep_standing(store, id, standing); });
                },
            .ask_hand =
                [socket = wiring.hand_socket](const hand::Request& request) { return hand::ask_hand(request, socket); },
            .alone = [&gate] { return gate.close(); },
            .complain = wiring.complain,
            .wake = wiring.wake};
}

}  // namespace

Upkeep::Upkeep(UpkeepWiring wiring)
    : wiring_(std::move(wiring)), gate_(wiring_.runtime_folder), climber_(setup_of(wiring_, gate_)) {}

Upkeep::~Upkeep() = default;

void Upkeep::eyes_loaded(const visit::Eyes& eyes) {
    document_ = eyes.document;
    face_ = eyes.face;
}

/// Where one camera serves both, it has one ladder.
LadderId Upkeep::ladder_of(CameraRole role) const {
    const bool same = wiring_.config->document_camera == wiring_.config->face_camera;
    return role == CameraRole::Document || same ? LadderId::DocumentCamera : LadderId::FaceCamera;
}

void Upkeep::turn(const visit::Visit& visit, bool visiting) {
    const drivers::TimePoint now = wiring_.clock->now();
    if (now < next_look_) return;
    next_look_ = now + kLookEvery;
    if (wiring_.own_devices) look_at_display();
    if (!climber_.ready()) return;
    if (!ports_noted_) note_ports();
    look_at_cameras(visit, visiting);
    if (wiring_.own_devices) look_at_touch(visiting);
}

/// So that the port of a device that is gone is known, also after the next start.
void Upkeep::note_ports() {
    ports_noted_ = true;
    const auto note = [this](CameraRole role, const std::string& source) {
        const std::string port = drivers::usb_port_of_camera(wiring_.machine, source);
        if (!port.empty()) climber_.seen(ladder_of(role), port);
    };
    note(CameraRole::Document, wiring_.config->document_camera);
    if (ladder_of(CameraRole::Face) == LadderId::FaceCamera) note(CameraRole::Face, wiring_.config->face_camera);
}

void Upkeep::look(LadderId ladder, CameraHealth health, Rung highest) {
    const ErrorCode code = health == CameraHealth::Missing ? ErrorCode::CameraMissing : ErrorCode::CameraLost;
    const Condition condition = health == CameraHealth::Alive      ? Condition::Works
                                : health == CameraHealth::Starting ? Condition::Rests
                                                                   : Condition::Failed;
    climber_.look(ladder, condition, code, highest);
}

void Upkeep::look_at_cameras(const visit::Visit& visit, bool visiting) {
    if (const auto used = visit.camera_used()) {
        ports_noted_ = ports_noted_ && used->health != CameraHealth::Alive;  // it may be plugged in elsewhere by now
        // A patient goes on with the phone meanwhile; what would end the visit waits for its end.
        return look(ladder_of(used->role), used->health, Rung::PowerCycle);
    }
    probe(visit, visiting);
    for (const LadderId ladder : {LadderId::DocumentCamera, LadderId::FaceCamera}) {
        if (probe_ && probe_->ladder == ladder) continue;
        climber_.look(ladder, Condition::Rests, ErrorCode::CameraLost, Rung::Reopen);
    }
    if (probe_) look(probe_->ladder, probe_->feed->health(), Rung::OutOfService);
}

/// A camera that has failed is tried on the welcome screen, before the next patient needs it; its pictures go nowhere.
void Upkeep::probe(const visit::Visit& visit, bool visiting) {
    const journey::State& state = visit.state();
    const bool alone =
        !visiting && state.step == journey::Step::Welcome && state.overlay == journey::Overlay::None && !exit_code();
    if (probe_ && (!alone || !climber_.climbing(probe_->ladder))) patient_comes();
    if (!alone || probe_ || !document_) return;
    for (const LadderId ladder : {LadderId::DocumentCamera, LadderId::FaceCamera}) {
        if (!climber_.climbing(ladder)) continue;
        closed_ = gate_.close();
        if (!closed_) return;
        const bool face = ladder == LadderId::FaceCamera;
        drivers::CameraFeedWiring feed{
            .make = face ? face_ : document_, .clock = wiring_.clock, .wake = wiring_.wake, .analyse = {}};
        probe_.emplace(Probe{ladder, std::make_unique<drivers::CameraFeed>(std::move(feed))});
        drivers::CameraRequest request;
        request.role = face ? CameraRole::Face : CameraRole::Document;
        probe_->feed->start(request);
        return;
    }
}

void Upkeep::patient_comes() {
    probe_.reset();
    closed_.reset();
}

bool Upkeep::finger(std::int64_t screen, std::int64_t finger, bool down, bool attract) {
    const drivers::TimePoint now = wiring_.clock->now();
    return down ? touch_.down(screen, finger, attract, now) : touch_.up(screen, finger, now);
}

void Upkeep::look_at_touch(bool visiting) {
    touch_.look(wiring_.clock->now());
    const auto screens = drivers::touch_screens(wiring_.machine);
    if (const auto* one = drivers::touch_bound(screens, wiring_.config->touch))
        climber_.seen(LadderId::Touch, one->port);
    touch_seen_ = touch_seen_ || !screens.empty() || climber_.known(LadderId::Touch);
    Condition condition = screens.empty() ? Condition::Failed : Condition::Works;
    ErrorCode code = ErrorCode::TouchLost;
    if (!screens.empty() && touch_.stuck()) {
        condition = Condition::Failed;
        code = ErrorCode::TouchStuck;
    }
    if (!touch_seen_) condition = Condition::Rests;  // a kiosk that never had one
    if (condition == Condition::Failed) wiring_.fault(code);
    // Who has a keypad can go on without the glass: such a kiosk says what is wrong and stays in service.
    Rung highest = visiting ? Rung::PowerCycle : Rung::OutOfService;
    if (!visiting && !drivers::keypads(wiring_.machine).empty()) highest = Rung::Restart;
    climber_.look(LadderId::Touch, condition, code, highest);
    if (climber_.steps(LadderId::Touch) != touch_steps_) touch_.forget();
    touch_steps_ = climber_.steps(LadderId::Touch);
}

/// Twice in a row: a display that only wakes up says for a moment that it is not there.
void Upkeep::look_at_display() {
    const Displays now = drivers::displays(wiring_.machine);
    display_seen_ = display_seen_ || now == Displays::Some;
    const bool missing = display_seen_ && now == Displays::None;
    display_gone_ = display_gone_ || (missing && display_missed_);
    display_missed_ = missing;
}

std::optional<int> Upkeep::exit_code() const {
    const auto demand = climber_.demand();
    if (!demand) return std::nullopt;
    if (demand->rung == Rung::Restart) return device::kDeviceFault;
    return demand->ladder == LadderId::Touch ? device::kTouchOut : device::kCameraOut;
}

bool wait_for_display(const drivers::Machine& machine, const std::function<bool()>& stop,
                      const std::function<void()>& alive) {
    while (drivers::displays(machine) == Displays::None) {
        if (stop()) return false;
        alive();
        std::this_thread::sleep_for(kLookEvery);
    }
    return true;
}

}  // namespace vestibule::ui
