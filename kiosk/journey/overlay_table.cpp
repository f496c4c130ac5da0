// overlay_table - what lies over a step, on one page: what each overlay does with every event.
#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

using C = Cell<OverlayEvent>;
using Act = void (*)(Next&, const OverlayEvent&);

consteval C does(Act act, std::string_view what) { return {Fate::Handled, what, act}; }
consteval C ignored(std::string_view why) { return {Fate::Ignored, why, nullptr}; }
consteval C impossible(std::string_view why) { return {Fate::Impossible, why, nullptr}; }

void help(Next& n, const OverlayEvent&) { open_overlay(n, Overlay::Help); }
void start_over(Next& n, const OverlayEvent&) { open_overlay(n, Overlay::StartOver); }
void stop(Next& n, const OverlayEvent&) { open_overlay(n, Overlay::Stop); }
void ask(Next& n, const OverlayEvent&) { open_overlay(n, Overlay::AreYouThere); }
void cover(Next& n, const OverlayEvent&) { open_overlay(n, Overlay::Covered); }
void resume(Next& n, const OverlayEvent&) { close_overlay(n); }
void erase_stopped(Next& n, const OverlayEvent&) { erase(n, Ending::Stopped); }
void erase_started_over(Next& n, const OverlayEvent&) { erase(n, Ending::StartedOver); }
void erase_timed_out(Next& n, const OverlayEvent&) { erase(n, Ending::TimedOut); }
void erase_declined(Next& n, const OverlayEvent&) {
    erase(n, n.state.step == Step::Done ? Ending::Done : Ending::Declined);
}
void alive(Next&, const OverlayEvent&) {
    // A sign of a human: the clock of the visit starts afresh, nothing else changes.
}
/// On the welcome screen nobody's visit waits, so a forgotten help page simply closes.
void help_read(Next& n, const OverlayEvent&) {
    n.state.step == Step::Welcome ? close_overlay(n) : open_overlay(n, Overlay::AreYouThere);
}

constexpr C iGone = ignored("the overlay is gone already: the second half of a double touch");
constexpr C xTim = impossible("this timer is not armed here");
constexpr C iHere = ignored("it is there already");
constexpr C iRead = ignored("only its buttons act, so that a palm changes nothing");

constexpr C dHelp = does(help, "where the desk is");
constexpr C dOver = does(start_over, "asks once more, covered");
constexpr C dStop = does(stop, "asks once more, covered");
constexpr C dKeep = does(resume, "uncovers the step");

// clang-format off
constexpr OverlayTable kOverlays{{
//  overlay                 name           AskHelp AskStartOver AskStop KeepGoing EraseNow                                   Human                              Idle                                   Cover                              Deadline
{Overlay::None,        "None",        {dHelp, dOver,       dStop,  iGone,    does(erase_declined, "erases"),             does(alive, "waits afresh"),       does(ask, "asks: are you there?"),     does(cover, "hides the content"),  xTim}},
{Overlay::Help,        "Help",        {iHere, dOver,       dStop,  dKeep,    does(erase_declined, "erases"),             iRead,                             xTim,                                  xTim,                              does(help_read, "asks: are you there?")}},
{Overlay::StartOver,   "StartOver",   {dHelp, iHere,       dStop,  dKeep,    does(erase_started_over, "erases"),         iRead,                             xTim,                                  xTim,                              does(erase_started_over, "erases")}},
{Overlay::Stop,        "Stop",        {dHelp, dOver,       iHere,  dKeep,    does(erase_stopped, "erases"),              iRead,                             xTim,                                  xTim,                              does(erase_stopped, "erases")}},
{Overlay::AreYouThere, "AreYouThere", {dHelp, dOver,       dStop,  dKeep,    does(erase_stopped, "erases"),              does(resume, "uncovers the step"), xTim,                                  xTim,                              does(erase_timed_out, "erases")}},
{Overlay::Covered,     "Covered",     {dHelp, dOver,       dStop,  dKeep,    does(erase_stopped, "erases"),              does(resume, "uncovers the step"), does(ask, "asks: are you there?"),     xTim,                              xTim}},
}};
// clang-format on

consteval bool in_order() {
    for (std::size_t i = 0; i < kOverlays.size(); ++i) {
        if (static_cast<std::size_t>(kOverlays[i].overlay) != i) return false;
    }
    return true;
}
static_assert(in_order(), "one row an overlay, in the order of the enum");

}  // namespace

const OverlayTable& overlay_table() { return kOverlays; }
std::string_view name(Overlay overlay) { return kOverlays[static_cast<std::size_t>(overlay)].name; }

}  // namespace vestibule::journey
