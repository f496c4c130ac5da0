// mode - the one table: what every step does with every event, each pair with its reason.
#include "kiosk/staff/mode.hpp"

#include <cstdio>
#include <cstdlib>

namespace vestibule::staff {

namespace {

struct Cell {
    Fate fate;
    std::string_view why;
    void (*act)(Next&, const Event&);
};
struct Row {
    Step step;
    std::string_view name;
    std::array<Cell, static_cast<std::size_t>(EventKind::Count)> cells;
};

void go(Next& next, Step to) {
    next.state.step = to;
    next.state.saved = false;
}
void home(Next& next, const Event&) {
    go(next, Step::Home);
    next.state.working = false;
}
/// What still works is of no use to anybody here any more.
void give_up_work(Next& next, const Event& event) {
    if (next.state.working) next.add({CommandKind::StopWork});
    next.state.soak = next.state.guided = false;
    home(next, event);
}
void end(Next& next, Ending how) {
    if (next.state.working) next.add({CommandKind::StopWork});
    next.add({CommandKind::ForgetDigits});
    next.add({CommandKind::End});
    next.state.working = false;
    next.state.ending = how;
    go(next, Step::Left);
}
void leave(Next& next, const Event&) {
    end(next, Ending::Left);
}
void idle(Next& next, const Event&) {
    end(next, Ending::Idle);
}
void stop(Next& next, const Event&) {
    end(next, Ending::Stopped);
}

void number_entered(Next& next, const Event&) {
    next.state.refusal = Refusal::None;
    go(next, Step::Code);
}
void other_number(Next& next, const Event&) {
    next.add({CommandKind::ForgetDigits});
    next.state.refusal = Refusal::None;
    go(next, Step::Person);
}
void show_code(Next& next, const Event&) {
    next.add({CommandKind::ForgetDigits});
    next.state.refusal = Refusal::None;
    go(next, Step::Scan);
}
void code_entered(Next& next, const Event&) {
    next.state.working = true;
    next.add({CommandKind::JudgeCode});
}
void judged_code(Next& next, const Event& event) {
    next.state.working = false;
    next.state.refusal = event.refusal;
    next.add({CommandKind::ForgetDigits});
    if (event.role == Role::None) return go(next, Step::Person);
    next.state.role = event.role;
    go(next, Step::Home);
}
void open(Next& next, const Event& event) {
    if (next.state.working || !may_open(next.state.role, event.to)) return;
    if (event.to == Step::Errand) return begin_errand(next, event);
    go(next, event.to);
    next.state.hand = event.hand;
    next.state.colour = event.hand == Hand::BurnIn ? kColours - 1 : 0;  // grey alone shows an old screen's shadow
    if (event.to == Step::Touch || event.to == Step::Keypad) next.add({CommandKind::BeginTest, event.to});
    if (event.to == Step::Asked) next.add({.kind = CommandKind::Act, .hand = event.hand});
    if (event.to == Step::Moved) next.add({.kind = CommandKind::RunHand, .hand = event.hand});
    if (event.to == Step::Report) next.add({CommandKind::MakeReport});
    if (event.to == Step::Support) next.add({CommandKind::Preview});
    next.state.working = event.to == Step::Report || event.to == Step::Support || event.to == Step::Moved;
}
void onto_stick(Next& next, const Event& event) {
    const bool there = next.state.step == Step::Errand && next.state.errand.part != Part::Warning;
    if (event.to == Step::Errand && event.job == Job::Stick && !there) begin_errand(next, event);
}
void run(Next& next, const Event& event) {
    if (next.state.working) return;
    go(next, Step::Tests);
    next.state.working = true;
    next.state.guided = false;
    next.state.soak = event.test == kSoak;
    next.add({CommandKind::RunTests, Step::Tests, false, event.test});
}
void done(Next& next, const Event&) {
    next.state.working = next.state.step == Step::Tests && next.state.soak;
    if (next.state.working) next.add({CommandKind::RunTests, Step::Tests, false, kSoak});
}
void last_round(Next& next, const Event&) {
    next.state.soak = false;
}
void saved(Next& next, const Event&) {
    if (next.state.working) return;
    next.state.working = next.state.saved = true;
    next.add({CommandKind::SaveSupport});
}
/// A guided walk goes on from the list; a single test leads home.
void after_hand(Next& next) {
    next.state.working = false;
    go(next, next.state.guided ? Step::Tests : Step::Home);
    if (next.state.guided) next.add({.kind = CommandKind::NextHand, .hand = next.state.hand});
}
void judged(Next& next, const Event& event) {
    next.add({.kind = CommandKind::KeepResult, .good = event.good, .hand = next.state.hand});
    after_hand(next);
}
void skip(Next& next, const Event&) {
    if (next.state.working) next.add({CommandKind::StopWork});
    after_hand(next);
}
void moved(Next& next, const Event&) {
    after_hand(next);
}
void guide(Next& next, const Event&) {
    if (next.state.working || !may_open(next.state.role, Step::Touch)) return;
    next.state.guided = true;
    go(next, Step::Tests);
    next.add({.kind = CommandKind::NextHand, .good = true});
}
void again(Next& next, const Event&) {
    next.add({.kind = CommandKind::Act, .hand = next.state.hand});
}
void next_colour(Next& next, const Event&) {
    if (++next.state.colour < kColours) return;
    go(next, Step::Asked);
}

constexpr Cell does(void (*act)(Next&, const Event&), std::string_view what) {
    return {Fate::Handled, what, act};
}
constexpr Cell xBtn{Fate::Impossible, "the screen has no such button", nullptr};
constexpr Cell xAns{Fate::Impossible, "the door is behind", nullptr};
constexpr Cell iLate{Fate::Ignored, "an answer to what was given up", nullptr};
constexpr Cell iGone{Fate::Ignored, "the process ends", nullptr};
constexpr Cell dLeav = does(leave, "the kiosk serves patients again");
constexpr Cell dIdle = does(idle, "leaves by itself");
constexpr Cell dStop = does(stop, "leaves");
constexpr Cell dAnsw = does(judged_code, "in, or why not");
constexpr Cell dDone = does(done, "shows what came of it");
constexpr Cell dJudg = does(judged, "keeps the result");
constexpr Cell dStik = does(onto_stick, "onto a stick");
constexpr Cell dGoOn = does(go_on, "as the errand's part says");
constexpr Cell dSkip = does(skip, "home, or the walk's next one");

// clang-format off
constexpr std::array<Row, static_cast<std::size_t>(Step::Count)> kTable{{
//                         Enter                                  Back                                  Open                           Run                     Answer                               Done                                         Judged Next                                       Guide                         Again                     Save                     Leave  Idle   Stop
{Step::Person,  "Person",  {{does(number_entered, "the code"),    does(leave, "as Leave"),              does(show_code, "the camera"), xBtn,                   dAnsw,                               iLate,                                       xBtn,  xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Code,    "Code",    {{does(code_entered, "asks the door"), does(other_number, "another number"), xBtn,                          xBtn,                   dAnsw,                               iLate,                                       xBtn,  xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Scan,    "Scan",    {{xBtn,                                does(other_number, "a number"),       xBtn,                          xBtn,                   dAnsw,                               iLate,                                       xBtn,  xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Home,    "Home",    {{xBtn,                                does(leave, "as Leave"),              does(open, "it"),              does(run, "the tests"), xAns,                                iLate,                                       xBtn,  xBtn,                                      does(guide, "the first one"), xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Tests,   "Tests",   {{xBtn,                                does(give_up_work, "home"),           does(open, "it"),              does(run, "that one"),  xAns,                                dDone,                                       xBtn,  does(last_round, "ends after this round"), xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Touch,   "Touch",   {{xBtn,                                dSkip,                                xBtn,                          xBtn,                   xAns,                                iLate,                                       dJudg, xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Colours, "Colours", {{xBtn,                                dSkip,                                xBtn,                          xBtn,                   xAns,                                iLate,                                       xBtn,  does(next_colour, "the next one"),         xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Asked,   "Asked",   {{xBtn,                                dSkip,                                xBtn,                          xBtn,                   xAns,                                iLate,                                       dJudg, xBtn,                                      xBtn,                         does(again, "once more"), xBtn,                    dLeav, dIdle, dStop}}},
{Step::Keypad,  "Keypad",  {{xBtn,                                dSkip,                                xBtn,                          xBtn,                   xAns,                                iLate,                                       dJudg, xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Moved,   "Moved",   {{xBtn,                                dSkip,                                xBtn,                          xBtn,                   xAns,                                does(moved, "home, or the walk's next one"), xBtn,  xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Report,  "Report",  {{xBtn,                                does(give_up_work, "home"),           dStik,                         xBtn,                   xAns,                                dDone,                                       xBtn,  xBtn,                                      xBtn,                         xBtn,                     xBtn,                    dLeav, dIdle, dStop}}},
{Step::Support, "Support", {{xBtn,                                does(give_up_work, "home"),           dStik,                         xBtn,                   xAns,                                dDone,                                       xBtn,  xBtn,                                      xBtn,                         xBtn,                     does(saved, "saves it"), dLeav, dIdle, dStop}}},
{Step::Errand,  "Errand",  {{dGoOn,                                does(go_back, "one step back"),       dStik,                         dGoOn,                  xAns,                                dGoOn,                                       dGoOn, dGoOn,                                     xBtn,                         dGoOn,                    dGoOn,                   dLeav, dIdle, dStop}}},
{Step::Left,    "Left",    {{iGone,                               iGone,                                iGone,                         iGone,                  iGone,                               iGone,                                       iGone, iGone,                                     iGone,                        iGone,                    iGone,                   iGone, iGone, iGone}}},
}};
// clang-format on

consteval bool in_order() {
    for (std::size_t i = 0; i < kTable.size(); ++i) {
        if (static_cast<std::size_t>(kTable[i].step) != i) return false;
    }
    return true;
}
static_assert(in_order(), "one row a step, in the order of the enum");

constexpr std::array<std::string_view, static_cast<std::size_t>(EventKind::Count)> kEvents{
    "Enter", "Back",  "Open",  "Run",  "Answer", "Done", "Judged",
    "Next",  "Guide", "Again", "Save", "Leave",  "Idle", "Stop"};

const Cell& cell(Step step, EventKind kind) {
    return kTable.at(static_cast<std::size_t>(step)).cells.at(static_cast<std::size_t>(kind));
}

}  // namespace

Next step(const State& state, const Event& event) {
    Next next{.state = state};
    const Cell& found = cell(state.step, event.kind);
    if (found.fate == Fate::Impossible) {
        std::fprintf(stderr, "staff: %s in %s is impossible: %s\n", std::string(name(event.kind)).c_str(),
                     std::string(name(state.step)).c_str(), std::string(found.why).c_str());
        std::abort();
    }
    if (found.fate == Fate::Handled) found.act(next, event);
    return next;
}

bool may_idle(const State& state) {
    return state.step != Step::Left && !state.working;
}

bool may_open(Role role, Step step) {
    const bool both = step == Step::Tests || step == Step::Report || step == Step::Support || step == Step::Errand;
    const bool hands_on = step == Step::Touch || step == Step::Colours || step == Step::Keypad || step == Step::Asked ||
                          step == Step::Moved;
    return (role != Role::None && both) || (role == Role::Technician && hands_on);
}

bool may_run(Role role, std::string_view test) {
    if (role == Role::Technician) return true;
    const auto about = [test](std::string_view what) { return test.starts_with(what); };
    return role == Role::FacilityIt &&
           (about("network.") || about("service.") || about("certificate.") || about("clock."));
}

std::string_view name(Step step) {
    return kTable.at(static_cast<std::size_t>(step)).name;
}
std::string_view name(EventKind kind) {
    return kEvents.at(static_cast<std::size_t>(kind));
}
Said said(Step step, EventKind kind) {
    const Cell& found = cell(step, kind);
    return {found.fate, found.why};
}

}  // namespace vestibule::staff
