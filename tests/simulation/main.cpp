// main - the program vestibule-simulate: plays visits by the hundred thousand, and shrinks what fails.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/simulation/hands.hpp"
#include "tests/simulation/isolation.hpp"
#include "tests/simulation/shrink.hpp"
#include "tests/simulation/trace.hpp"

namespace vestibule::simulation {
namespace {

constexpr int kHeld = 0, kViolated = 1, kNotCovered = 2, kUsage = 64, kNoReport = 73;
constexpr std::uint64_t kVisits = 100'000, kLongVisits = 1'000'000;

struct Options {
    std::uint64_t visits = kVisits, seed = 1, first = 0;
    bool trace = false, cover = false;
    std::string replay, report;
};

/// One visit of a run, made up as it goes.
std::string play_one(std::uint64_t seed, Notes& notes, bool trace) {
    Hands hands(seed_of(seed, notes.visit));
    notes.move_count = 0;
    const Move begin = hands.begin();
    notes.note(begin);
    Coverage& coverage = notes.coverage;
    ++coverage.visits;
    coverage.trees += (begin.n[0] & kByTheTree) != 0 ? 1 : 0;
    SimulatedVisit visit(begin, coverage);
    if (trace) fmt::print("{}", line_of(begin, visit));
    for (int m = 0; m < hands.patience() && !visit.over() && visit.violation().empty(); ++m) {
        const Move move = hands.next(visit);
        notes.note(move);
        if (!visit.apply(move)) {
            --notes.move_count;
            continue;
        }
        if (trace) fmt::print("{}", line_of(move, visit));
    }
    coverage.longest_moves = std::max<std::uint64_t>(coverage.longest_moves, notes.move_count);
    if (visit.violation().empty()) visit.let_end();
    return visit.violation();
}

void play_all(const Options& options, Notes& notes) {
    for (std::uint64_t v = options.first; v < options.first + options.visits; ++v) {
        notes.visit = v;
        still_moving();
        if (options.trace) fmt::print("visit {}\n", v);
        const std::string violation = play_one(options.seed, notes, options.trace);
        if (violation.empty()) continue;
        return notes.note(violation);
    }
}

/// Plays written moves in a process of their own.
Ended play_apart(Isolation& isolation, const Moves& moves, bool print) {
    return isolation.run(
        [&](Notes& notes) {
            const auto tell = [print](const std::string& line) {
                if (!print) return;
                fmt::print("{}", line);
                std::fflush(stdout);  // the next move may end the process
            };
            const std::string violation = play(moves, notes.coverage, tell);
            if (!violation.empty()) notes.note(violation);
        },
        !print);
}

int tell(const Options& options, Isolation& isolation, const Ended& ended) {
    const Notes& notes = isolation.notes();
    const std::uint64_t visit = notes.visit;
    const Moves moves(notes.moves.begin(), notes.moves.begin() + notes.move_count);
    fmt::print("visit {} of seed {}: {}\n", visit, options.seed, ended.sentence());
    Isolation apart;
    const Moves fewer = shrink(moves, [&](const Moves& tried) { return play_apart(apart, tried, false) == ended; });
    fmt::print("{} of its {} moves are enough:\n", fewer.size(), moves.size());
    (void)play_apart(apart, fewer, true);
    fmt::print(
        "=> {}\nto see it again:\n  vestibule-simulate --seed {} --first {} --visits 1 --trace\n"
        "  vestibule-simulate --replay '{}'\n",
        ended.sentence(), options.seed, visit, text_of(fewer));
    return kViolated;
}

int replay(const Options& options) {
    const auto moves = read_moves(options.replay);
    if (!moves || moves->empty() || moves->front().kind != MoveKind::Begin) {
        fmt::print(stderr, "vestibule-simulate: --replay wants moves as a failure prints them, 'begin ...' first\n");
        return kUsage;
    }
    Isolation isolation;
    const Ended ended = play_apart(isolation, *moves, true);
    fmt::print("=> {}\n", ended.good() ? "everything holds" : ended.sentence());
    return ended.good() ? kHeld : kViolated;
}

int simulate(const Options& options) {
    Isolation isolation;
    const Ended ended = isolation.run([&](Notes& notes) { play_all(options, notes); }, false);
    if (!ended.good()) return tell(options, isolation, ended);
    const Coverage& coverage = isolation.notes().coverage;
    if (!options.report.empty()) {
        std::ofstream file(options.report);
        file << report(coverage, options.seed);
        if (!file.flush()) {
            fmt::print(stderr, "vestibule-simulate: cannot write {}\n", options.report);
            return kNoReport;
        }
    }
    if (options.trace) return kHeld;
    fmt::print("{} visits of seed {}, {} moves: everything holds\n", coverage.visits, options.seed, coverage.moves);
    const auto lacks = missing(coverage);
    if (!options.cover || lacks.empty()) return kHeld;
    fmt::print("not met:\n");
    for (const std::string& line : lacks) fmt::print("  {}\n", line);
    return kNotCovered;
}

}  // namespace

int run(int argc, char** argv) {
    Options options;
    if (std::getenv("VESTIBULE_LONG") != nullptr) options.visits = kLongVisits;
    CLI::App app(
        "Plays whole visits of the real journey and the real visit on simulated time, devices and services.\n"
        "Exit codes: 0 everything holds, 1 something does not (it is shrunk and printed), 2 something that\n"
        "can be met was not (--cover), 64 wrong options, 73 the report cannot be written.");
    app.add_option("--visits", options.visits, "how many (100000; a million with VESTIBULE_LONG)")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "the seed of all chance");
    app.add_option("--first", options.first, "the number of the first visit");
    app.add_flag("--trace", options.trace, "print every move; never anything of a patient");
    app.add_flag("--cover", options.cover, "fail when a pair or a fault was never met");
    app.add_option("--replay", options.replay, "play these moves, as a failure prints them");
    app.add_option("--report", options.report, "write the coverage to this file, as Markdown");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kHeld : kUsage;
    }
    return options.replay.empty() ? simulate(options) : replay(options);
}

}  // namespace vestibule::simulation

int main(int argc, char** argv) {
    return vestibule::simulation::run(argc, argv);
}
