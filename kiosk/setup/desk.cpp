// desk - what is kept between a touch and what the table makes of it.
#include "kiosk/setup/desk.hpp"

#include <algorithm>
#include <array>

#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/enrolment/way.hpp"
#include "kiosk/setup/work.hpp"
#include "kiosk/staff/glass.hpp"

namespace vestibule::setup {

namespace {

constexpr std::size_t kTypedLongest = 256;

constexpr std::array kClaimFields{Field::ClaimUrl, Field::ClaimCode, Field::ClaimPin, Field::ClaimSite};

}  // namespace

Desk::Desk(DeskSetup setup) : setup_(std::move(setup)), human_since_(setup_.clock->now()) {
    view_.common.facility_name = setup_.config->facility_name;
    view_.common.test_kiosk = setup_.test_kiosk;
    view_.device = privacy::secret(setup_.device);
    for (const device::CameraHere& one : setup_.cameras) {
        if (one.documents) view_.document_camera = view_.cameras.size();
        if (one.faces) view_.face_camera = view_.cameras.size();
        view_.cameras.push_back(one.source);
    }
    fill_from_kept();
    view_.common.language = setup_.config->languages.front();
    if (const auto site = device::current_site(setup_.state_folder); site && *site) state_.site = true;
    const device::Enrolment enrolment(setup_.state_folder, setup_.device, *setup_.clock);
    const auto standing = enrolment.standing().standing;
    state_.enrolled =
        standing == device::EnrolmentStanding::Enrolled || standing == device::EnrolmentStanding::RenewalDue;
    state_.standing = standing;
    if (const auto record = enrolment.record()) {
        if (local_.name.empty()) field(Field::Name).value = privacy::secret(record->name);
        if (local_.place.empty()) field(Field::Place).value = privacy::secret(record->place);
    }
    std::error_code gone;
    std::filesystem::remove(setup_.runtime_folder / device::kStickNote, gone);
    setup_.ledger->record(journal::Say::setup_began());
}

Desk::~Desk() {
    close_camera();
}

void Desk::event(Event event) {
    const Next next = step(state_, event);
    if (next.state.step != state_.step) {
        view_.failure.clear();
        for (FieldState& each : view_.fields) each.error.clear();
    }
    state_ = next.state;
    changed();
    for (const Command& command : next.list()) carry_out(command);
}

void Desk::carry_out(const Command& command) {
    switch (command.kind) {
        case CommandKind::ForgetTyped:
            return forget_typed();
        case CommandKind::LookAtNetwork:
            view_.network.clear();
            return ask(kDoLook);
        case CommandKind::LookForWifi:
            view_.wifi.clear();
            return ask(kDoWifi);
        case CommandKind::SaveNetwork:
            return save_network();
        case CommandKind::OpenCamera:
            return open_camera();
        case CommandKind::CloseCamera:
            return close_camera();
        case CommandKind::Enrol:
            return begin_enrolling();
        case CommandKind::Pull:
            claim_.clear();
            return ask(kDoPull);
        case CommandKind::SavePlace:
            local_.name = typed(Field::Name);
            local_.place = typed(Field::Place);
            return;
        case CommandKind::SaveCameras:
            if (view_.cameras.empty()) return;
            local_.document_camera = view_.cameras[view_.document_camera];
            local_.face_camera = view_.cameras[view_.face_camera];
            return;
        case CommandKind::BeginTouch:
            view_.touched.reset();
            test_since_ = setup_.clock->now();
            return;
        case CommandKind::KeepTouch:
            return ask(kDoTouch, std::to_string(view_.touched.count()));
        case CommandKind::RunTests:
            view_.tests.clear();
            return ask(kDoTest);
        case CommandKind::StopWork:
            setup_.workshop->stop();
            std::fill(asked_.begin(), asked_.end(), false);
            ask_again_.reset();
            return;
        case CommandKind::Finish:
            return finish();
        case CommandKind::End:
            setup_.ledger->record(journal::Say::setup_ended(
                state_.ending == Ending::Done ? journal::SetupEnd::Done : journal::SetupEnd::Stopped));
            return;
    }
}

void Desk::begin_enrolling() {
    view_.detail.clear();
    ask_again_.reset();
    ask(kDoEnrol, claim_);
}

void Desk::forget_typed() {
    for (const Field each :
         {Field::WifiName, Field::WifiKey, Field::ClaimUrl, Field::ClaimCode, Field::ClaimPin, Field::ClaimSite}) {
        field(each).value.clear();
    }
    std::fill(claim_.begin(), claim_.end(), '\0');
    claim_.clear();
    ask_again_.reset();
}

void Desk::handle(const visit::Intent& intent) {
    using visit::IntentKind;
    human();
    switch (intent.kind) {
        case IntentKind::Continue:
            if ((state_.step == Step::Wifi || state_.step == Step::Address || state_.step == Step::Time) &&
                !check_network())
                return changed();
            if (state_.step == Step::Time) save_network();
            return event({.kind = EventKind::Continue});
        case IntentKind::Back:
            return event({.kind = EventKind::Back});
        case IntentKind::Choose:
            return pressed(static_cast<Press>(intent.index), intent.value);
        case IntentKind::SetLanguage:
            return pressed(Press::Language, intent.index);
        case IntentKind::SetTextSize:
            view_.common.text_size = intent.index;
            return changed();
        case IntentKind::SetTheme:
            view_.common.theme = intent.index;
            return changed();
        default:
            return;
    }
}

void Desk::pressed(Press press, std::uint16_t value) {
    switch (press) {
        case Press::Language:
            if (value >= setup_.config->languages.size()) return;
            view_.common.language = local_.language = setup_.config->languages[value];
            return changed();
        case Press::Open:
            return event({.kind = EventKind::Open, .to = static_cast<Step>(value)});
        case Press::Again:
            return event({.kind = EventKind::Again});
        case Press::Wifi:
            if (value >= view_.wifi.size()) return;
            field(Field::WifiName).value = privacy::secret(view_.wifi[value].name);
            field(Field::WifiKey).value.clear();
            return changed();
        case Press::NextCamera:
            return next_camera();
        case Press::Sees:
            return camera_sees(value);
        case Press::UseClaim:
            return use_typed_claim();
    }
}

void Desk::use_typed_claim() {
    const device::Claim claim{.url = typed(Field::ClaimUrl),
                              .code = typed(Field::ClaimCode),
                              .pin = typed(Field::ClaimPin),
                              .site = typed(Field::ClaimSite),
                              .name = {},
                              .place = {},
                              .proxy = local_.proxy};
    const std::string text = device::write_claim(claim);
    const auto read = device::read_claim(text);
    if (read) return take_claim(text);
    // The error names the part that is wrong, or missing.
    constexpr std::array<std::string_view, 4> kNames{"'url'", "'code'", "'pin'", "'site'"};
    for (std::size_t i = 0; i < kClaimFields.size(); ++i) {
        const bool wrong = read.error().context.find(kNames[i]) != std::string::npos;
        field(kClaimFields[i]).error = wrong ? "setup.wrong.claim_" + std::to_string(i) : "";
    }
    changed();
}

/// The proxy that was typed here is the one on the way, unless the claim brings its own.
void Desk::take_claim(const std::string& text) {
    auto claim = device::read_claim(text);
    if (!claim) return event({.kind = EventKind::Claim, .good = false});
    if (claim->proxy.empty()) claim->proxy = local_.proxy;
    if (!claim->name.empty()) field(Field::Name).value = privacy::secret(claim->name);
    if (!claim->place.empty()) field(Field::Place).value = privacy::secret(claim->place);
    // The way first, then the time, then whoever is at its end: he is asked again while the two are on their way.
    if (device::add_to_plan(*claim, plan_)) {
        if (!claim->time.empty()) field(Field::TimeServer).value = privacy::secret(claim->time);
        save_network();
        network_comes_until_ = setup_.clock->now() + device::kNetworkComes;
    }
    claim->wifi_key.clear();  // it stands in the plan now
    claim->wifi.clear();
    claim->time.clear();
    claim_ = device::write_claim(*claim);
    event({.kind = EventKind::Claim, .good = true});
}

FieldState* Desk::field_of(visit::FieldId id) {
    const auto at = static_cast<std::size_t>(id);
    if (at < kFirstField || at >= kFirstField + kFields) return nullptr;
    human();
    changed();
    return &view_.fields.at(at - kFirstField);
}

void Desk::insert(visit::FieldId id, std::string_view text) {
    FieldState* found = field_of(id);
    if (found == nullptr) return;
    privacy::WipedString& value = found->value.reveal();
    const bool label = id == id_of(Field::Name) || id == id_of(Field::Place);
    if (value.size() + text.size() <= (label ? device::kLabelLongest : kTypedLongest)) value.append(text);
    found->error.clear();
}

void Desk::erase_last(visit::FieldId id) {
    FieldState* found = field_of(id);
    if (found == nullptr) return;
    privacy::WipedString& value = found->value.reveal();
    while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0xC0U) == 0x80) value.pop_back();
    if (!value.empty()) value.pop_back();
}

void Desk::clear(visit::FieldId id) {
    if (FieldState* found = field_of(id)) found->value.clear();
}

bool Desk::finger(float x, float y) {
    if (state_.step != Step::Touch) return false;
    human();
    const auto at = staff::square_of(x, y);
    if (view_.touched.test(at)) return true;
    view_.touched.set(at);
    test_since_ = setup_.clock->now();
    changed();
    if (view_.touched.all()) event({.kind = EventKind::Judged, .good = true});
    return true;
}

}  // namespace vestibule::setup
