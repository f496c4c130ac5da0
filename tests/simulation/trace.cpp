// trace - the lines of a trace, and the playing of moves that were written down.
#include "tests/simulation/trace.hpp"

#include <fmt/format.h>

#include "kiosk/journey/tables.hpp"

namespace vestibule::simulation {

namespace {

std::string explained(const Move& move) {
    const auto choice = [&move] { return journey::name(static_cast<journey::Choice>(move.n[1])); };
    switch (move.kind) {
        case MoveKind::Press:
        case MoveKind::Late: {
            constexpr std::array<std::string_view, 18> kIntents{
                "Continue",    "Back",       "Choose",         "AskHelp",     "AskStartOver", "AskStop",
                "KeepGoing",   "EraseNow",   "Human",          "SetLanguage", "SetTextSize",  "SetTheme",
                "ToggleNames", "NextPlaces", "ToggleCategory", "TogglePlace", "TakePicture",  "EditField"};
            if (static_cast<visit::IntentKind>(move.n[0]) == visit::IntentKind::Choose)
                return fmt::format("{} ({})", name(move.kind), choice());
            const std::string_view kind = move.n[0] < kIntents.size() ? kIntents[move.n[0]] : "DismissErased";
            return fmt::format("{} ({})", name(move.kind), kind);
        }
        case MoveKind::Answer:
            return fmt::format("answer {} ({}, variant {})", move.n[0], name(static_cast<Fault>(move.n[1])), move.n[2]);
        case MoveKind::Camera:
        case MoveKind::Clock:
            return fmt::format("{}", name(static_cast<Fault>(move.n[0])));
        default:
            return text_of(move);
    }
}

}  // namespace

std::string line_of(const Move& move, const SimulatedVisit& visit) {
    const double seconds = std::chrono::duration<double>(visit.elapsed()).count();
    return fmt::format("{:>11.3f} s  {:<16} {:<44} {}\n", seconds, text_of(move), explained(move), visit.where());
}

std::string play(const Moves& moves, Coverage& coverage, const Tell& tell) {
    if (moves.empty() || moves[0].kind != MoveKind::Begin) return {};
    SimulatedVisit visit(moves[0], coverage);
    tell(line_of(moves[0], visit));
    for (std::size_t m = 1; m < moves.size() && !visit.over() && visit.violation().empty(); ++m) {
        if (visit.apply(moves[m])) tell(line_of(moves[m], visit));
    }
    if (!visit.violation().empty()) return visit.violation();
    visit.let_end();
    tell(fmt::format("{:>11.3f} s  (nobody moves any more)\n", std::chrono::duration<double>(visit.elapsed()).count()));
    return visit.violation();
}

}  // namespace vestibule::simulation
