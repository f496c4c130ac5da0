// errand - for every part what each event leads to; what a part does not know is not for it.
#include "kiosk/staff/errand.hpp"

#include <array>
#include <utility>

#include "kiosk/staff/event.hpp"

namespace vestibule::staff {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Part::Count)> kParts{
    "Which",    "Pick",  "Calibrate", "Chart",   "Glass", "Page", "Tried", "Bound", "Reason",  "SignedOff",
    "Question", "Seals", "Recorded",  "Warning", "Word",  "Plug", "Pull",  "Found", "Install", "Restart"};

void task(Next& next, Task what, std::uint16_t option = 0) {
    next.add({.kind = CommandKind::Do, .test = option, .task = what});
}

/// The workshop does it, and tells when it is done.
void work(Next& next, Task what) {
    next.state.working = true;
    next.state.errand.ran = next.state.errand.good = false;
    task(next, what);
}

void part(Next& next, Part to) {
    next.state.errand.part = to;
    next.state.errand.ran = next.state.errand.good = false;
}

void out(Next& next) {
    if (next.state.errand.before != Job::None) {
        next.state.errand = {.job = next.state.errand.before, .part = Part::Warning};
        return;
    }
    next.state.step = next.state.errand.job == Job::Stick ? next.state.from : Step::Home;
    next.state.errand = {};
}

void try_out(Next& next) {
    part(next, Part::Tried);
    work(next, Task::TryOut);
}

void picked(Next& next) {
    const Job job = next.state.errand.job;
    if (of_camera(job)) {
        task(next, Task::Rest);
        return part(next, sees_documents(job) ? Part::Calibrate : Part::Chart);
    }
    if (job == Job::Printer) {
        part(next, Part::Page);
        return work(next, Task::PrintPage);
    }
    part(next, Part::Glass);
    task(next, Task::BeginGlass);
}

void forward(Next& next) {
    switch (next.state.errand.part) {
        case Part::Pick:
            return picked(next);
        case Part::Calibrate:
            return next.state.errand.good ? part(next, Part::Chart) : work(next, Task::Calibrate);
        case Part::Chart:
            return next.state.errand.good ? try_out(next) : work(next, Task::SeeChart);
        case Part::Seals:
            return work(next, Task::Inspect);
        case Part::Bound:
        case Part::SignedOff:
        case Part::Recorded:
        case Part::Pull:
            return out(next);
        case Part::Warning:
            return part(next, Part::Word);
        case Part::Found:
            if (!next.state.errand.good) return;
            part(next, Part::Install);
            return work(next, Task::Install);
        case Part::Word:
            return task(next, Task::Decommission);
        default:
            return;
    }
}

/// Without what this part asks for.
void skip(Next& next) {
    if (next.state.errand.part == Part::Pick) return task(next, Task::NextOne);
    if (next.state.errand.part == Part::Calibrate) return part(next, Part::Chart);
    if (next.state.errand.part == Part::Chart) try_out(next);
}

void answer(Next& next, std::uint16_t said) {
    constexpr auto kAnswers = static_cast<std::uint16_t>(Answer::Count);
    if (said >= kAnswers) return;
    const auto question = next.state.errand.question;
    task(next, Task::Note, static_cast<std::uint16_t>(question * kAnswers + said));
    if (question + 1 == kQuestions) return part(next, Part::Seals);
    ++next.state.errand.question;
}

void choose(Next& next, const Event& event) {
    if (next.state.errand.part == Part::Which) {
        const Job job = static_cast<Job>(event.test);
        if (!may_begin(next.state.role, job) || job > Job::Printer || job == Job::None) return;
        next.state.errand = {.job = job};
        part(next, Part::Pick);
        return task(next, Task::Look);
    }
    if (next.state.errand.part == Part::Reason) task(next, Task::SignOff, event.test);
    if (next.state.errand.part == Part::Question) answer(next, event.test);
}

void once_more(Next& next) {
    switch (next.state.errand.part) {
        case Part::Pick:
            return task(next, Task::Look);
        case Part::Calibrate:
            return work(next, Task::Calibrate);
        case Part::Page:
            return work(next, Task::PrintPage);
        case Part::Tried:
            return work(next, Task::TryOut);
        case Part::Plug:
        case Part::Found:
        case Part::Install:
            part(next, Part::Plug);  // what the try before led to is not shown any more
            return task(next, next.state.errand.job == Job::Update ? Task::AwaitUpdate : Task::LoadStick);
        default:
            return;
    }
}

void ended(Next& next, const Event& event) {
    Errand& errand = next.state.errand;
    // What the workshop says late belongs to something that was given up; these three are done at once.
    const bool at_once = errand.part == Part::Plug || errand.part == Part::Reason || errand.part == Part::Word;
    if (!next.state.working && !at_once) return;
    const bool binding = errand.part == Part::Tried && std::exchange(next.state.saved, false);
    next.state.working = false;
    errand.ran = true;
    errand.good = event.good;
    if (!event.good) return;
    if (errand.part == Part::Plug && errand.job == Job::Update) {
        part(next, Part::Found);
        return work(next, Task::LookAt);
    }
    if (errand.part == Part::Plug) return part(next, Part::Pull);
    if (errand.part == Part::Install) return part(next, Part::Restart);
    if (errand.part == Part::Reason) return part(next, Part::SignedOff);
    if (errand.part == Part::Seals) return part(next, Part::Recorded);
    if (errand.part == Part::Tried && binding) part(next, Part::Bound);
}

}  // namespace

bool may_begin(Role role, Job job) {
    const bool either = job == Job::Stick || job == Job::Update || job == Job::Inspection;
    if (either) return role != Role::None;
    return job == Job::Decommission ? role == Role::FacilityIt : role == Role::Technician;
}

void begin_errand(Next& next, const Event& event) {
    if (next.state.working || !may_begin(next.state.role, event.job)) return;
    const Job before = next.state.step == Step::Errand ? next.state.errand.job : Job::None;
    if (next.state.step != Step::Errand) next.state.from = next.state.step;
    next.state.step = Step::Errand;
    next.state.errand = {.job = event.job, .before = before};
    if (event.job != Job::Stick) next.state.saved = false;
    if (event.job == Job::Seal) return part(next, Part::Reason);
    if (event.job == Job::Inspection) {
        part(next, Part::Question);
        return task(next, Task::LookBack);
    }
    if (event.job == Job::Decommission) {
        part(next, Part::Warning);
        return task(next, Task::Count);
    }
    if (event.job == Job::Update) {
        part(next, Part::Plug);
        return task(next, Task::AwaitUpdate);
    }
    if (event.job != Job::Stick) {
        next.state.errand.job = Job::None;
        return part(next, Part::Which);
    }
    part(next, Part::Plug);
    task(next, Task::LoadStick);
}

void go_on(Next& next, const Event& event) {
    if (event.kind == EventKind::Done) return ended(next, event);
    if (next.state.working) return;
    const Part at = next.state.errand.part;
    switch (event.kind) {
        case EventKind::Enter:
            return forward(next);
        case EventKind::Next:
            return skip(next);
        case EventKind::Run:
            return choose(next, event);
        case EventKind::Again:
            return once_more(next);
        case EventKind::Judged:
            if (at != Part::Glass && at != Part::Page) return;
            next.state.errand.good = event.good;
            return try_out(next);
        case EventKind::Save:
            if (at != Part::Tried || !next.state.errand.good) return;
            next.state.saved = true;
            return work(next, Task::Bind);
        default:
            return;
    }
}

void go_back(Next& next, const Event&) {
    // RAUC would go on without anybody who sees what becomes of it.
    if (next.state.errand.part == Part::Install && next.state.working) return;
    if (next.state.working) next.add({CommandKind::StopWork});
    next.state.working = next.state.saved = false;
    const Job job = next.state.errand.job;
    switch (next.state.errand.part) {
        case Part::Pick:
            task(next, Task::Rest);
            next.state.errand.job = Job::None;
            return part(next, Part::Which);
        case Part::Chart:
            if (sees_documents(job)) return part(next, Part::Calibrate);
            [[fallthrough]];
        case Part::Calibrate:
        case Part::Glass:
        case Part::Page:
        case Part::Tried:
            part(next, Part::Pick);
            return task(next, Task::Look);
        case Part::Word:
            return part(next, Part::Warning);
        case Part::Question:
            if (next.state.errand.question == 0) return out(next);
            --next.state.errand.question;
            return;
        case Part::Seals:
            return part(next, Part::Question);
        case Part::Plug:
        case Part::Found:
        case Part::Install:
            task(next, Task::DropStick);
            return out(next);
        default:
            return out(next);
    }
}

std::string_view name(Part part) {
    return kParts.at(static_cast<std::size_t>(part));
}

}  // namespace vestibule::staff
