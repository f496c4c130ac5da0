// errand_desk - one task after the other; the workshop does what is slow.
#include "kiosk/staff/errand_desk.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "drivers/machine/peripherals.hpp"
#include "kiosk/decommission/decommission.hpp"
#include "kiosk/device/bundle/stick_out.hpp"
#include "kiosk/device/bundle/stick_update.hpp"
#include "kiosk/device/os/hand_client.hpp"
#include "kiosk/staff/errand_work.hpp"

namespace vestibule::staff {

namespace {

using nlohmann::json;
constexpr std::chrono::milliseconds kLookEvery{500};

std::string words_of(const std::string& port, const std::string& vendor, const std::string& product,
                     const std::string& serial) {
    std::string text = port;
    if (!vendor.empty()) text += (text.empty() ? "" : ", ") + vendor + ":" + product;
    if (!serial.empty()) text += (text.empty() ? "" : ", ") + serial;
    return text;
}

journal::ReplacedDevice replaced(Job job) {
    switch (job) {
        case Job::DocumentCamera:
            return journal::ReplacedDevice::DocumentCamera;
        case Job::FaceCamera:
            return journal::ReplacedDevice::FaceCamera;
        case Job::BothCameras:
            return journal::ReplacedDevice::BothCameras;
        case Job::TouchScreen:
            return journal::ReplacedDevice::TouchScreen;
        default:
            return journal::ReplacedDevice::Printer;
    }
}

}  // namespace

ErrandDesk::ErrandDesk(ErrandSetup setup, ErrandView& view, std::string& failure, Ask ask)
    : setup_(std::move(setup)), view_(view), failure_(failure), ask_(std::move(ask)) {
    // Of somebody before, whose process did not end well.
    device::drop_stick(setup_.runtime_folder);
    device::drop_update(setup_.runtime_folder, setup_.state_folder);
    view_.one_camera = setup_.config->document_camera == setup_.config->face_camera;
}

ErrandDesk::~ErrandDesk() {
    close_camera();
}

void ErrandDesk::fail(const Error& error) {
    setup_.complain(error);
    failure_ = error.sentence();
}

std::optional<bool> ErrandDesk::carry_out(const Command& command, const Errand& errand) {
    failure_.clear();
    bound_ = false;
    switch (command.task) {
        case Task::Look:
            look(errand.job);
            return std::nullopt;
        case Task::NextOne:
            if (view_.choices.size() < 2) return std::nullopt;
            view_.at = (view_.at + 1) % view_.choices.size();
            open_camera(errand.job);
            return std::nullopt;
        case Task::Rest:
            if (errand.job == Job::None) began_ = Job::None;
            close_camera();
            return std::nullopt;
        case Task::Calibrate:
            view_.focal_percent = 0;
            ask_(kDoCalibrate, request_for(errand.job), true);
            return std::nullopt;
        case Task::SeeChart:
            sight_.reset();
            view_.chart_seen = false;
            view_.advice = {};
            ask_(kDoChart, request_for(errand.job), true);
            return std::nullopt;
        case Task::BeginGlass:
            answered_ = 0;
            return std::nullopt;
        case Task::PrintPage:
            ask_(kDoPage, request_for(errand.job), true);
            return std::nullopt;
        case Task::TryOut:
            try_out(errand.job);
            return std::nullopt;
        case Task::Bind:
            bind(errand.job);
            return std::nullopt;
        case Task::SignOff:
            return sign_off(command.test);
        case Task::LookBack:
            look_back();
            return std::nullopt;
        case Task::Note:
            note(command.test);
            return std::nullopt;
        case Task::Inspect:
            inspect();
            return std::nullopt;
        case Task::Decommission:
            return decommission();
        case Task::Count:
            count_duties();
            return std::nullopt;
        case Task::LoadStick:
            load_stick();
            return std::nullopt;
        case Task::DropStick:
            rest();
            return std::nullopt;
        case Task::AwaitUpdate:
        case Task::LookAt:
        case Task::Install:
            update(command.task);
            return std::nullopt;
    }
    return std::nullopt;
}

void ErrandDesk::look(Job job) {
    if (std::exchange(began_, job) != job) setup_.ledger->record(journal::Say::replacing_began(replaced(job), person_));
    find(job);
    open_camera(job);
}

void ErrandDesk::try_out(Job job) {
    view_.tried.clear();
    json request = request_for(job);
    request["answered"] = answered_;
    ask_(kDoTry, request, true);
}

void ErrandDesk::bind(Job job) {
    json request = request_for(job);
    for (const diagnostics::Outcome& one : view_.tried) request["outcomes"].push_back(diagnostics::to_json(one));
    ask_(kDoBind, request, true);
}

json ErrandDesk::request_for(Job job) const {
    NewDevice device{.job = job, .source = {}, .focal_percent = view_.focal_percent, .sight = sight_};
    if (view_.at < view_.choices.size()) device.source = view_.choices[view_.at].source;
    return {{"device", to_json(device)}};
}

/// What is there; the one in use comes up first, where it still is.
void ErrandDesk::find(Job job) {
    view_.choices.clear();
    view_.at = 0;
    view_.focal_percent = 0;
    view_.chart_seen = false;
    sight_.reset();
    if (of_camera(job)) {
        for (const device::CameraHere& one : device::cameras_here(setup_.machine, *setup_.config, setup_.made_up)) {
            const bool used = sees_documents(job) ? one.documents : one.faces;
            view_.choices.push_back(
                {one.source, one.name, words_of(one.port, one.vendor, one.product, one.serial), used});
        }
    } else if (job == Job::TouchScreen) {
        for (const drivers::TouchScreen& one : drivers::touch_screens(setup_.machine)) {
            const std::string binding = drivers::binding_of(one);
            view_.choices.push_back({binding, one.name, words_of(one.port, one.vendor, one.product, one.serial),
                                     binding == setup_.config->touch});
        }
    } else {
        std::vector<std::string> all = drivers::printers(setup_.machine);
        const std::string& used = setup_.config->printer;
        std::error_code error;
        const bool known = std::find(all.begin(), all.end(), used) != all.end();
        if (!used.empty() && !known && std::filesystem::exists(used, error)) all.push_back(used);
        for (const std::string& one : all)
            view_.choices.push_back({one, std::filesystem::path(one).filename().string(), one, one == used});
    }
}

void ErrandDesk::open_camera(Job job) {
    close_camera();
    if (!of_camera(job) || view_.at >= view_.choices.size()) return;
    auto factory = setup_.camera(view_.choices[view_.at].source);
    if (!factory) {
        view_.lost = true;
        return fail(factory.error());
    }
    feed_ = std::make_unique<drivers::CameraFeed>(drivers::CameraFeedWiring{
        .make = std::move(factory).value(), .clock = setup_.clock, .wake = setup_.wake, .analyse = {}});
    feed_->start({.role = sees_documents(job) ? drivers::CameraRole::Document : drivers::CameraRole::Face,
                  .mains_hz = setup_.config->mains_hz});
}

void ErrandDesk::close_camera() {
    if (feed_) feed_->stop();
    feed_.reset();
    view_.lost = false;
}

void ErrandDesk::pick(std::size_t choice) {
    if (choice < view_.choices.size()) view_.at = choice;
}

bool ErrandDesk::may_go_on(const Errand& errand) const {
    if (errand.part != Part::Pick) return true;
    if (view_.at >= view_.choices.size()) return false;
    // A camera without a picture is not the one that anybody has chosen by looking.
    return !of_camera(errand.job) || (feed_ && feed_->newest() != nullptr && !view_.lost);
}

void ErrandDesk::heard(const json& line) {
    if (line.contains("focal")) view_.focal_percent = line.value("focal", 0);
    if (line.contains("sight")) {
        sight_ = device_from(line).sight;
        view_.chart_seen = true;
    }
    if (const auto advice = line.find("advice"); advice != line.end()) view_.advice = diagnostics::words_from(*advice);
    if (const auto tried = line.find("tried"); tried != line.end()) {
        if (auto outcome = diagnostics::outcome_from(*tried)) view_.tried.push_back(std::move(*outcome));
    }
    bound_ = bound_ || line.value("bound", false);
    if (line.contains("version")) {
        view_.update_version = line.value("version", "");
        view_.running_version = line.value("runs", "");
    }
    if (line.contains("percent")) view_.percent = line.value("percent", -1);
    installed_ = installed_ || line.value("installed", false);
}

bool ErrandDesk::well(const Errand& errand) const {
    if (errand.part == Part::Install) return installed_;  // what failed then is the restart alone
    if (!failure_.empty()) return false;
    switch (errand.part) {
        case Part::Calibrate:
            return view_.focal_percent > 0;
        case Part::Chart:
            return view_.chart_seen;
        case Part::Tried:
            return bound_ ||
                   (!view_.tried.empty() && std::none_of(view_.tried.begin(), view_.tried.end(), [](const auto& one) {
                       return one.finding.verdict == diagnostics::Verdict::Fail;
                   }));
        case Part::Found:
            return !view_.update_version.empty();
        default:
            return true;
    }
}

void ErrandDesk::bound(const Errand& errand) {
    began_ = Job::None;
    setup_.ledger->record(journal::Say::device_replaced(replaced(errand.job), person_));
}

bool ErrandDesk::pump(const Errand& errand) {
    bool changed = false;
    const auto set = [&changed](auto& what, const auto& to) {
        if (what != to) what = to, changed = true;
    };
    if (feed_) {
        const auto health = feed_->health();
        set(view_.lost, health == drivers::CameraHealth::Lost || health == drivers::CameraHealth::Missing);
    }
    if (setup_.enclosure == nullptr || (setup_.clock->now() < next_look_ && errand.part != Part::Reason))
        return changed;
    next_look_ = setup_.clock->now() + kLookEvery;
    const device::CaseStands stands = setup_.enclosure->look();
    set(view_.case_opened, setup_.enclosure->closes_kiosk());
    set(view_.case_state, stands == device::CaseStands::Open         ? CaseState::Open
                          : stands == device::CaseStands::Unreadable ? CaseState::Unreadable
                                                                     : CaseState::Closed);
    if (changed) view_.case_since = device::case_opened_at(setup_.state_folder);
    return changed;
}

bool ErrandDesk::sign_off(std::uint16_t reason) {
    static_assert(static_cast<int>(SealReason::Forced) == static_cast<int>(journal::SealReason::Forced));
    if (setup_.enclosure == nullptr || reason >= static_cast<std::uint16_t>(SealReason::Count)) return false;
    const auto done = setup_.enclosure->sign_off(static_cast<journal::SealReason>(reason), person_);
    if (!done) fail(done.error());
    return done.ok();
}

/// Only the note is written here: the next process erases, for this one holds what is to go.
std::optional<bool> ErrandDesk::decommission() {
    view_.wrong_word = privacy::view(view_.word) != kErasingWord;
    if (view_.wrong_word) return std::nullopt;
    view_.word.clear();
    setup_.ledger->flush();  // what was done until now belongs to the journal's head
    const decommission::Order order{
        .person = person_, .device = setup_.device, .language = setup_.language(), .config = *setup_.config};
    const auto begun = decommission::begin(setup_.state_folder, order, *setup_.clock);
    if (!begun) fail(begun.error());
    return begun.ok();
}

void ErrandDesk::count_duties() {
    view_.duties = 0;
    (void)setup_.ledger->at_once([this](device::Store& store) -> Result<void> {
        const auto waiting = device::waiting(store);
        if (!waiting) return waiting.error();
        view_.duties = *waiting;
        return {};
    });
}

/// The workshop makes it and lays it down for the program that is started once a stick is plugged in.
void ErrandDesk::load_stick() {
    view_.written.clear();
    device::drop_stick(setup_.runtime_folder);
    ask_(kDoLoad,
         json{{"cargo", static_cast<int>(view_.cargo)},
              {"runtime", setup_.runtime_folder.string()},
              {"device", json::object()}},
         false);
}

std::optional<bool> ErrandDesk::take_stick() {
    if (!failure_.empty()) {
        rest();
        return false;
    }
    const auto note = device::stick_written(setup_.runtime_folder);
    if (!note || (note->good && !note->released)) return std::nullopt;  // it is not let go yet
    device::drop_stick(setup_.runtime_folder);
    view_.written = note->files;
    if (!note->good) {
        failure_ = note->detail;
        return false;
    }
    setup_.ledger->record(journal::Say::stick_written(static_cast<journal::StickContent>(view_.cargo), person_));
    return true;
}

void ErrandDesk::update(Task task) {
    if (task == Task::AwaitUpdate) {
        view_.update_version.clear();
        view_.percent = -1;
        auto awaits = device::await_update(setup_.runtime_folder, setup_.state_folder);
        if (!awaits) fail(awaits.error());
        return;
    }
    const std::filesystem::path helper = setup_.hand_socket.empty() ? hand::kHandSocket : setup_.hand_socket;
    const json request{
        {"runtime", setup_.runtime_folder.string()}, {"hand", helper.string()}, {"device", json::object()}};
    if (task == Task::LookAt) return ask_(kDoLookAt, request, true);
    installed_ = false;
    view_.percent = -1;
    ask_(kDoInstall, request, true);
}

std::optional<bool> ErrandDesk::take_update() {
    if (!failure_.empty()) return rest(), false;
    const auto note = device::update_taken(setup_.runtime_folder);
    if (note) view_.percent = note->percent;
    if (!note || !note->over || (note->good && !note->released)) return std::nullopt;
    if (note->good) return true;
    failure_ = note->detail;
    return rest(), false;
}

void ErrandDesk::rest() {
    close_camera();
    device::drop_stick(setup_.runtime_folder);
    device::drop_update(setup_.runtime_folder, setup_.state_folder);
}

}  // namespace vestibule::staff
