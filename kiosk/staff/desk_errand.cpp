// desk_errand - the desk's part in an errand: touches on the way there, and what is heard back.
#include "kiosk/staff/desk.hpp"

namespace vestibule::staff {

namespace {

constexpr std::size_t kWordLongest = 24, kSealsLongest = 120;

/// What is typed into the field; null where there is no such field.
privacy::SecretText* text_of(visit::FieldId id, ErrandView& view) {
    const auto field = static_cast<std::uint8_t>(id);
    return field == kWordField ? &view.word : field == kSealsField ? &view.seals : nullptr;
}

}  // namespace

bool Desk::on_glass() const {
    return state_.step == Step::Touch || (state_.step == Step::Errand && state_.errand.part == Part::Glass);
}

void Desk::do_task(const Command& command) {
    if (command.task == Task::BeginGlass) {
        view_.touched.reset();
        test_since_ = setup_.clock->now();
    }
    if (command.task == Task::Install) did(journal::StaffAction::UpdateBegun);
    errands_.squares(view_.touched.count());
    if (const auto done = errands_.carry_out(command, state_.errand)) {
        event({.kind = EventKind::Done, .good = *done});
        if (*done && command.task == Task::Decommission) event({.kind = EventKind::Leave});
    }
}

bool Desk::pressed_in_errand(Press press, std::uint16_t value) {
    switch (press) {
        case Press::OpenErrand:
            event({.kind = EventKind::Open, .to = Step::Errand, .job = static_cast<Job>(value)});
            return true;
        case Press::ToStick:
            if (value >= static_cast<std::uint16_t>(Cargo::Count)) return true;
            view_.errand.cargo = static_cast<Cargo>(value);
            event({.kind = EventKind::Open, .to = Step::Errand, .job = Job::Stick});
            return true;
        case Press::Option:
            event({.kind = EventKind::Run, .test = value});
            return true;
        case Press::Pick:
            errands_.pick(value);
            changed();
            return true;
        case Press::Skip:
            event({.kind = EventKind::Next});
            return true;
        default:
            return false;
    }
}

void Desk::enter_in_errand() {
    if (!errands_.may_go_on(state_.errand)) return;
    event({.kind = EventKind::Enter});
}

void Desk::pump_errand() {
    if (errands_.pump(state_.errand)) changed();
    if (state_.step != Step::Errand || state_.errand.part != Part::Plug || state_.errand.ran) return;
    const int percent = view_.errand.percent;
    const auto done = state_.errand.job == Job::Update ? errands_.take_update() : errands_.take_stick();
    if (percent != view_.errand.percent) human(), changed();
    if (done) human(), event({.kind = EventKind::Done, .good = *done});
}

void Desk::insert(visit::FieldId id, std::string_view text) {
    privacy::SecretText* typed = text_of(id, view_.errand);
    if (typed == nullptr) return;
    human();
    privacy::WipedString& word = typed->reveal();
    if (word.size() + text.size() <= (typed == &view_.errand.seals ? kSealsLongest : kWordLongest)) word.append(text);
    view_.errand.wrong_word = false;
    changed();
}

void Desk::erase_last(visit::FieldId id) {
    privacy::SecretText* typed = text_of(id, view_.errand);
    if (typed == nullptr) return;
    human();
    privacy::WipedString& word = typed->reveal();
    if (!word.empty()) word.pop_back();
    changed();
}

void Desk::clear(visit::FieldId id) {
    privacy::SecretText* typed = text_of(id, view_.errand);
    if (typed == nullptr) return;
    typed->clear();
    changed();
}

}  // namespace vestibule::staff
