// mode - the one table: what every step of set-up does with every event, each pair with its reason.
#include "kiosk/setup/mode.hpp"

#include <cstdio>
#include <cstdlib>

namespace vestibule::setup {

namespace {

using device::EnrolmentStanding;

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

bool has_camera(Step step) {
    return step == Step::Scan || step == Step::Cameras;
}

/// Leaves a step and enters another, with all that both need.
void go(Next& next, Step to) {
    const Step from = next.state.step;
    if (next.state.working) next.add(CommandKind::StopWork);
    if (has_camera(from)) next.add(CommandKind::CloseCamera);
    next.state.working = next.state.unread = next.state.kept = false;
    next.state.step = to;
    if (has_camera(to)) next.add(CommandKind::OpenCamera);
    if (to == Step::Touch) next.add(CommandKind::BeginTouch);
    if (to == Step::Network || to == Step::Wifi || to == Step::Tests) {
        next.state.working = true;
        next.add(to == Step::Network ? CommandKind::LookAtNetwork
                 : to == Step::Wifi  ? CommandKind::LookForWifi
                                     : CommandKind::RunTests);
    }
}

Step beside(Step step, int by) {
    return static_cast<Step>(static_cast<int>(step) + by);
}

void forward(Next& next, const Event&) {
    const Step at = next.state.step;
    if (at == Step::Place) next.add(CommandKind::SavePlace);
    if (at == Step::Cameras) next.add(CommandKind::SaveCameras);
    go(next, beside(at, 1));
}
void back(Next& next, const Event&) {
    go(next, beside(next.state.step, -1));
}
void open(Next& next, const Event& event) {
    if (may_open(next.state.step, event.to)) go(next, event.to);
}
void to_network(Next& next, const Event&) {
    go(next, Step::Network);
}
void to_enrol(Next& next, const Event&) {
    next.add(CommandKind::ForgetTyped);
    go(next, Step::Enrol);
}
void save_network(Next& next, const Event&) {
    next.add(CommandKind::SaveNetwork);
    go(next, Step::Network);
}
void once_more(Next& next, const Event&) {
    if (!next.state.working) go(next, next.state.step);
}

void enrol(Next& next) {
    next.state.working = true;
    next.state.standing = EnrolmentStanding::NotEnrolled;
    next.add(CommandKind::Enrol);
}
void claimed(Next& next, const Event& event) {
    next.state.unread = !event.good;
    if (!event.good) return;
    go(next, Step::Enrolling);
    enrol(next);
}
void told(Next& next, const Event& event) {
    next.state.standing = event.standing;
    const bool in = event.standing == EnrolmentStanding::Enrolled || event.standing == EnrolmentStanding::RenewalDue;
    next.state.working = in;
    const bool taken_back =
        event.standing == EnrolmentStanding::Revoked || event.standing == EnrolmentStanding::Expired;
    next.state.enrolled = in || (next.state.enrolled && !taken_back);
    if (!in) return;
    next.add(CommandKind::Pull);
}
void pulled(Next& next, const Event& event) {
    next.state.site = next.state.site || event.good;
    next.state.working = false;
}
void ask_again(Next& next, const Event&) {
    if (next.state.working) return;
    if (!next.state.enrolled) return enrol(next);
    next.state.working = true;
    next.add(CommandKind::Pull);
}
void enrolled(Next& next, const Event&) {
    if (!next.state.enrolled) return;
    next.add(CommandKind::ForgetTyped);
    go(next, Step::Place);
}
void stick(Next& next, const Event& event) {
    const Step from = next.state.step == Step::Stick ? next.state.from : next.state.step;
    next.state.site = next.state.site || event.good;
    go(next, Step::Stick);
    next.state.from = from;
    next.state.stick_good = event.good;
}
/// What was being done there begins anew; an attempt to enrol is not made twice without being asked for.
void from_stick(Next& next, const Event&) {
    const Step from = next.state.from;
    const bool over = next.state.stick_good && (from == Step::Enrol || from == Step::Scan || from == Step::TypeClaim);
    if (over) next.add(CommandKind::ForgetTyped);
    go(next, over ? Step::Place : from);
}
void done(Next& next, const Event&) {
    next.state.working = false;
}
void judged(Next& next, const Event& event) {
    next.add(CommandKind::KeepTouch, event.good);
    go(next, Step::Tests);
}
void finish(Next& next, const Event&) {
    if (next.state.working || !may_finish(next.state)) return;
    next.state.working = true;
    next.add(CommandKind::Finish);
}
void end(Next& next, Ending how) {
    next.state.ending = how;
    next.add(CommandKind::ForgetTyped);
    go(next, Step::Left);
    next.add(CommandKind::End);
}
void written(Next& next, const Event& event) {
    next.state.working = false;
    next.state.kept = event.good;
    if (event.good) end(next, Ending::Done);
}
void idle(Next& next, const Event&) {
    next.add(CommandKind::ForgetTyped);
    go(next, Step::Language);
}
void stop(Next& next, const Event&) {
    end(next, Ending::Stopped);
}

constexpr Cell does(void (*act)(Next&, const Event&), std::string_view what) {
    return {Fate::Handled, what, act};
}
constexpr Cell xBtn{Fate::Impossible, "the screen has no such button", nullptr};
constexpr Cell xTch{Fate::Impossible, "the glass is judged in Touch alone", nullptr};
constexpr Cell xWrt{Fate::Impossible, "it is written from Ready alone", nullptr};
constexpr Cell iLate{Fate::Ignored, "an answer to what was given up", nullptr};
constexpr Cell iFirst{Fate::Ignored, "it is the first step", nullptr};
constexpr Cell iHere{Fate::Ignored, "nothing is left open here", nullptr};
constexpr Cell iGone{Fate::Ignored, "the process ends", nullptr};
constexpr Cell dNext = does(forward, "the next step");
constexpr Cell dBack = does(back, "the step before");
constexpr Cell dOpen = does(open, "it");
constexpr Cell dNet = does(to_network, "the network");
constexpr Cell dEnr = does(to_enrol, "how the claim gets here");
constexpr Cell dOnce = does(once_more, "once more");
constexpr Cell dClm = does(claimed, "asks the server, or says that it is none");
constexpr Cell dStk = does(stick, "says what came of it");
constexpr Cell dDone = does(done, "shows what came of it");
constexpr Cell dIdle = does(idle, "from the beginning, and nothing typed stays");
constexpr Cell dStop = does(stop, "leaves");

// clang-format off
constexpr std::array<Row, static_cast<std::size_t>(Step::Count)> kTable{{
//                                Continue                            Back                            Open   Again                        Claim  Told                       Pulled                       Stick  Done   Judged                      Written                       Idle   Stop
{Step::Language,  "Language",  {{dNext,                               iFirst,                         xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         iHere, dStop}}},
{Step::Network,   "Network",   {{dNext,                               dBack,                          dOpen, dOnce,                       iLate, iLate,                     iLate,                       dStk,  dDone, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Time,      "Time",      {{dNext,                               dBack,                          xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Enrol,     "Enrol",     {{dNext,                               dBack,                          dOpen, xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Place,     "Place",     {{dNext,                               dBack,                          xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Cameras,   "Cameras",   {{dNext,                               dBack,                          xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Touch,     "Touch",     {{xBtn,                                dBack,                          xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, does(judged, "the tests"),  xWrt,                         dIdle, dStop}}},
{Step::Tests,     "Tests",     {{dNext,                               dBack,                          xBtn,  dOnce,                       iLate, iLate,                     iLate,                       dStk,  dDone, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Ready,     "Ready",     {{does(finish, "writes it"),           dBack,                          dOpen, xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       does(written, "leaves"),      dIdle, dStop}}},
{Step::Wifi,      "Wifi",      {{does(save_network, "tries it"),      dNet,                           xBtn,  dOnce,                       iLate, iLate,                     iLate,                       dStk,  dDone, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Address,   "Address",   {{does(save_network, "tries it"),      dNet,                           xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Scan,      "Scan",      {{xBtn,                                dEnr,                           dOpen, xBtn,                        dClm,  iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::TypeClaim, "TypeClaim", {{xBtn,                                dEnr,                           dOpen, xBtn,                        dClm,  iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Enrolling, "Enrolling", {{does(enrolled, "the name and place"), dEnr,                          dOpen, does(ask_again, "asks again"), iLate, does(told, "how it stands"), does(pulled, "all is there"), dStk, iLate, xTch,                     xWrt,                         dIdle, dStop}}},
{Step::Stick,     "Stick",     {{does(from_stick, "goes on"),         does(from_stick, "goes on"),    xBtn,  xBtn,                        iLate, iLate,                     iLate,                       dStk,  iLate, xTch,                       xWrt,                         dIdle, dStop}}},
{Step::Left,      "Left",      {{iGone,                               iGone,                          iGone, iGone,                       iGone, iGone,                     iGone,                       iGone, iGone, iGone,                      iGone,                        iGone, iGone}}},
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
    "Continue", "Back", "Open",   "Again",   "Claim", "Told", "Pulled",
    "Stick",    "Done", "Judged", "Written", "Idle",  "Stop"};

const Cell& cell(Step step, EventKind kind) {
    return kTable.at(static_cast<std::size_t>(step)).cells.at(static_cast<std::size_t>(kind));
}

}  // namespace

Next step(const State& state, const Event& event) {
    Next next{.state = state};
    const Cell& found = cell(state.step, event.kind);
    if (found.fate == Fate::Impossible) {
        std::fprintf(stderr, "setup: %s in %s is impossible: %s\n", std::string(name(event.kind)).c_str(),
                     std::string(name(state.step)).c_str(), std::string(found.why).c_str());
        std::abort();
    }
    if (found.fate == Fate::Handled) found.act(next, event);
    return next;
}

bool may_open(Step from, Step to) {
    switch (from) {
        case Step::Network:
            return to == Step::Wifi || to == Step::Address;
        case Step::Enrol:
            return to == Step::Scan || to == Step::TypeClaim;
        case Step::Scan:
            return to == Step::TypeClaim;
        case Step::TypeClaim:
            return to == Step::Scan;
        case Step::Enrolling:
            return to == Step::Network || to == Step::Time;
        case Step::Ready:
            return to == Step::Enrol;
        default:
            return false;
    }
}

int part_of(Step step) {
    switch (step) {
        case Step::Wifi:
        case Step::Address:
            return part_of(Step::Network);
        case Step::Scan:
        case Step::TypeClaim:
        case Step::Enrolling:
            return part_of(Step::Enrol);
        case Step::Stick:
        case Step::Left:
        case Step::Count:
            return 0;
        default:
            return static_cast<int>(step) + 1;
    }
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

}  // namespace vestibule::setup
