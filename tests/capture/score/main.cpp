// main - `vestibule-score`: draws scenes, shows them to the finders and to whole sessions, and tells how well they did.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <opencv2/core.hpp>

#include "tests/capture/score/reads.hpp"
#include "tests/capture/score/report.hpp"

namespace {

using namespace vestibule::score;
namespace fs = std::filesystem;

struct Options {
    int frames = 40, rounds = 3, reads = 60;
    double empty_seconds = 60;
    std::uint64_t seed = 1;
    std::string only, out, sheet, previous;
    bool brief = false, tutorial_too = true, takes = true;
};

/// Where the samples are is told by the environment, as for the tests that look at real pictures.
std::vector<Track> tracks() {
    const char* folder = std::getenv("VESTIBULE_SAMPLES");
    const auto found = folder == nullptr
                           ? std::vector<Track>{}
                           : recorded_tracks((fs::path(folder) / "tracks/midv500-hand-held.tsv").string());
    fmt::print("{}\n\n", found.empty() ? "Hands: drawn (VESTIBULE_SAMPLES names no recorded ones)."
                                       : fmt::format("Hands: {} recorded clips and drawn ones.", found.size()));
    return found;
}

int score(const Options& options) {
    Prints prints;
    const Previous previous = options.previous.empty() ? Previous() : Previous(options.previous);
    std::vector<Method> methods = {ours()};
    if (options.tutorial_too) methods.push_back(tutorial());
    std::optional<Set> only;
    for (const Set set : sets)
        if (name(set) == options.only) only = set;
    std::string page = "# How well documents are found and taken\n\n";
    int red = 0;
    std::vector<Bad> worst;
    for (const Family family : {Family::Tuned, Family::Held}) {
        const Stills stills = score_stills(methods, family, options.seed, options.frames, only, prints);
        page += stills_table(stills, family, options.frames, previous);
        worst.insert(worst.end(), stills.worst.begin(), stills.worst.end());
        if (options.brief) red += below_pins(stills, family, page);
        methods.resize(1);  // the tutorial's way is slow and much the same with either art
    }
    if (options.reads > 0) {
        const Reads reads = score_reads(options.seed, options.reads, prints);
        page += reads_table(reads);
        if (options.brief) red += below_pins(reads, page);
    }
    if (options.takes) {
        const Takes takes = score_takes(Family::Held, options.seed, options.rounds, tracks(), prints);
        page += takes_table(takes);
        if (options.brief) red += below_pins(takes, page);
    }
    if (options.empty_seconds > 0) {
        // Nothing of either family's art is in them.
        const Empty empty = score_empty(Family::Tuned, options.seed + 1'000, options.empty_seconds, prints);
        page += empty_table(empty);
        if (options.brief) red += below_pins(empty, page);
    }
    fmt::print("{}", page);
    if (!options.out.empty()) std::ofstream(options.out) << page;
    std::stable_sort(worst.begin(), worst.end(), [](const Bad& a, const Bad& b) { return a.overlap < b.overlap; });
    if (!options.sheet.empty()) contact_sheet(worst, methods[0], prints, options.sheet);
    return red == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
    CLI::App app("Scores capture on drawn scenes");
    Options options;
    app.add_option("--frames", options.frames, "of each set and family");
    app.add_option("--rounds", options.rounds, "of each faulty hold, and ten times as many good ones");
    app.add_option("--reads", options.reads, "frames of licence backs whose code is read, of each family; 0: none");
    app.add_option("--seed", options.seed);
    app.add_option("--set", options.only, "only this set");
    app.add_option("--empty-seconds", options.empty_seconds, "of a camera before which nobody is; 0: none");
    app.add_option("--previous", options.previous, "a page of an earlier scoring, whose rows stand beside these")
        ->check(CLI::ExistingFile);
    app.add_option("--out", options.out, "writes the tables to this file");
    app.add_option("--sheet", options.sheet, "writes the worst 40 frames to this PNG");
    app.add_flag("--check", options.brief, "fails where a figure is below what was reached before");
    app.add_flag("!--no-tutorial", options.tutorial_too);
    app.add_flag("!--no-takes", options.takes);
    CLI11_PARSE(app, count, values);
    cv::setNumThreads(1);
    return score(options);
}
