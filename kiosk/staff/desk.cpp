// desk - the door, and what is kept between a touch and what the table makes of it.
#include "kiosk/staff/desk.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "drivers/clock/floor.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/staff/numbers.hpp"

namespace vestibule::staff {

namespace {

constexpr std::size_t kNumberLongest = 4;

Refusal refusal_of(journal::AccessRefusal why) {
    switch (why) {
        case journal::AccessRefusal::WrongCode:
            return Refusal::WrongCode;
        case journal::AccessRefusal::UsedCode:
            return Refusal::UsedCode;
        case journal::AccessRefusal::Locked:
            return Refusal::Locked;
        case journal::AccessRefusal::Revoked:
            return Refusal::Revoked;
        case journal::AccessRefusal::NoSecret:
            break;
    }
    return Refusal::NoSecret;
}

}  // namespace

Desk::Desk(DeskSetup setup)
    : setup_(std::move(setup)),
      errands_(std::move(setup_.errands), view_.errand, view_.failure,
               [this](const char* word, const nlohmann::json& request, bool awaited) {
                   ask(word, request.dump(), awaited);
               }),
      human_since_(setup_.clock->now()) {
    view_.common.language = setup_.config->languages.front();
    view_.common.facility_name = setup_.config->facility_name;
    view_.common.test_kiosk = setup_.test_kiosk;
    ask(kDoList, {}, false);
}

const StaffView& Desk::view() {
    return view_;
}

device::StaffRole Desk::role() const {
    return state_.role == Role::FacilityIt ? device::StaffRole::FacilityIt : device::StaffRole::Technician;
}

void Desk::did(journal::StaffAction action) {
    setup_.ledger->record(journal::Say::staff_did(action, role(), view_.person));
}

void Desk::human() {
    human_since_ = setup_.clock->now();
}

void Desk::event(Event event) {
    const Next next = step(state_, event);
    state_ = next.state;
    follow_step();
    changed();
    for (const Command& command : next.list()) carry_out(command);
}

void Desk::carry_out(const Command& command) {
    switch (command.kind) {
        case CommandKind::JudgeCode:
            return judge_code();
        case CommandKind::ForgetDigits:
            code_.clear();
            view_.code_digits = 0;
            view_.number.clear();
            return;
        case CommandKind::RunTests:
            return run(command.test);
        case CommandKind::KeepResult:
            return keep(command.hand, command.good);
        case CommandKind::Do:
            return do_task(command);
        case CommandKind::Act:
            return act(command.hand);
        case CommandKind::RunHand:
            return run_hand(command.hand);
        case CommandKind::NextHand:
            if (command.good) guide_since_ = setup_.clock->now();
            return next_hand(command.good ? 0 : static_cast<std::size_t>(command.hand) + 1);
        case CommandKind::MakeReport:
            view_.failure.clear();
            view_.report_code = privacy::SecretText();
            did(journal::StaffAction::ReportMade);
            return ask(kDoReport, {}, true);
        case CommandKind::Preview:
        case CommandKind::SaveSupport: {
            const bool save = command.kind == CommandKind::SaveSupport;
            view_.failure.clear();
            view_.sections.clear();
            view_.saved_as.clear();
            did(save ? journal::StaffAction::SupportSaved : journal::StaffAction::SupportPreviewed);
            return ask(save ? kDoSave : kDoPreview, {}, true);
        }
        case CommandKind::BeginTest:
            view_.touched.reset();
            view_.pressed.reset();
            test_since_ = setup_.clock->now();
            return;
        case CommandKind::StopWork:
            setup_.workshop->stop();
            for (TestRow& row : view_.tests) row.running = false;
            std::fill(asked_.begin(), asked_.end(), false);
            return;
        case CommandKind::End:
            errands_.rest();
            if (view_.person > 0)
                setup_.ledger->record(journal::Say::staff_left(state_.ending == Ending::Idle ? journal::StaffEnd::Idle
                                                               : state_.ending == Ending::Left
                                                                   ? journal::StaffEnd::Left
                                                                   : journal::StaffEnd::Stopped,
                                                               view_.person));
            over_ = true;
            return;
    }
}

void Desk::handle(const visit::Intent& intent) {
    using visit::IntentKind;
    human();
    switch (intent.kind) {
        case IntentKind::Continue:
            return enter();
        case IntentKind::Back:
            return event({.kind = EventKind::Back});
        case IntentKind::Choose:
            return pressed(static_cast<Press>(intent.index), intent.value);
        case IntentKind::SetLanguage:
            if (intent.index < setup_.config->languages.size())
                view_.common.language = setup_.config->languages[intent.index];
            return changed();
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
    if (pressed_in_errand(press, value)) return;
    const auto open = [this](Step to) { event({.kind = EventKind::Open, .to = to}); };
    switch (press) {
        case Press::Digit:
            return digit(value);
        case Press::EraseDigit:
            if (state_.step == Step::Code && !code_.empty()) code_.pop_back();
            if (state_.step == Step::Person && !view_.number.empty()) view_.number.pop_back();
            view_.code_digits = code_.size();
            return changed();
        case Press::OpenTests:
            return open(Step::Tests);
        case Press::OpenHand:
            if (value >= kHands.size()) return;
            return event({.kind = EventKind::Open, .to = kHands.at(value).step, .hand = kHands.at(value).hand});
        case Press::OpenReport:
            return open(Step::Report);
        case Press::OpenSupport:
            return open(Step::Support);
        case Press::RunOne:
        case Press::RunQuick:
        case Press::RunSoak:
            if (press == Press::RunSoak) view_.rounds = 0;
            return event({.kind = EventKind::Run,
                          .test = press == Press::RunQuick  ? kQuick
                                  : press == Press::RunSoak ? kSoak
                                                            : value});
        case Press::RunGuided:
            return event({.kind = EventKind::Guide});
        case Press::Again:
            return event({.kind = EventKind::Again});
        case Press::LastRound:
        case Press::NextColour:
            return event({.kind = EventKind::Next});
        case Press::Good:
        case Press::Bad:
            return event({.kind = EventKind::Judged, .good = press == Press::Good});
        case Press::Save:
            return event({.kind = EventKind::Save});
        case Press::Leave:
            return event({.kind = EventKind::Leave});
        case Press::ShowCode:
            return event({.kind = EventKind::Open, .to = Step::Scan});
        case Press::NextCamera:
            return next_camera();
        default:
            return;
    }
}

void Desk::digit(std::uint16_t value) {
    if (value > 9) return;
    const char c = static_cast<char>('0' + value);
    if (state_.step == Step::Person && view_.number.size() < kNumberLongest) view_.number += c;
    if (state_.step == Step::Code && code_.size() < device::kTotpDigits) code_ += c;
    view_.code_digits = code_.size();
    changed();
    if (state_.step == Step::Code) enter();  // the last digit of a code needs no further key
}

void Desk::enter() {
    if (state_.step == Step::Errand) return enter_in_errand();
    if (state_.step == Step::Person) {
        const int number = number_of(view_.number);
        if (number < device::kPersonLowest || number > device::kPersonHighest) return;
        view_.person = number;
    } else if (state_.step != Step::Code || code_.size() != device::kTotpDigits || state_.working) {
        return;
    }
    event({.kind = EventKind::Enter});
}

void Desk::judge_code() {
    Event answer{.kind = EventKind::Answer, .refusal = Refusal::NoSecret};
    const int person = view_.person;
    const auto secret = device::read_site_secret(setup_.config->access_secret);
    if (!secret) {
        setup_.complain(secret.error());
        setup_.ledger->record(journal::Say::access_refused(journal::AccessRefusal::NoSecret, person));
    } else {
        device::Judgement judgement;
        const std::string_view typed(code_.data(), code_.size());
        const auto judged = setup_.ledger->at_once([&](device::Store& store) {
            return device::judge(store, *secret, person, typed, numbers_of(setup_.config->access_revoked), judgement);
        });
        if (!judged) setup_.complain(judged.error());
        // What cannot be written down cannot be counted: then nobody comes in.
        answer.refusal = judged ? refusal_of(judgement.refusal) : Refusal::NoStore;
        view_.wait_s = judgement.wait.count();
        if (judged && judgement.role) {
            answer.role = *judgement.role == device::StaffRole::FacilityIt ? Role::FacilityIt : Role::Technician;
            answer.refusal = Refusal::None;
            errands_.meet(person);
        }
    }
    if (answer.role == Role::None) view_.person = 0;
    event(answer);
}

void Desk::pump() {
    for (const std::string& line : setup_.workshop->heard()) heard(line);
    look_at_key();
    look_at_code();
    const drivers::TimePoint now = setup_.clock->now();
    if (!may_idle(state_)) human();  // the five minutes begin anew when the test is over
    std::string clock = diagnostics::date_text(setup_.clock->wall()).substr(0, 16);
    std::replace(clock.begin(), clock.end(), 'T', ' ');
    if (clock != view_.clock) view_.clock = clock, changed();
    const bool trusted = setup_.clock->wall() >= drivers::time_floor();
    if (trusted != view_.common.clock_trusted) view_.common.clock_trusted = trusted, changed();
    pump_errand();
    const bool by_hand = on_glass() || state_.step == Step::Keypad;
    if (by_hand && now - test_since_ >= kTouchPause) {
        event({.kind = EventKind::Judged, .good = false});
    } else if (now - human_since_ >= kIdle) {
        event({.kind = EventKind::Idle});
    }
}

}  // namespace vestibule::staff
