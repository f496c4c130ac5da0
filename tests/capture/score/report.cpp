// report - markdown, and pins a little below what was reached.
#include "tests/capture/score/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace vestibule::score {
namespace {

struct Pin {
    Set set;
    double tuned, held;  ///< the least mean overlap; for empty scenes the largest share of false documents
};
constexpr std::array pins = {
    Pin{Set::Clean, 0.993, 0.985},    Pin{Set::White, 0.983, 0.986},   Pin{Set::Clutter, 0.980, 0.984},
    Pin{Set::LowLight, 0.993, 0.993}, Pin{Set::Defocus, 0.991, 0.992}, Pin{Set::Motion, 0.990, 0.982},
    Pin{Set::Glare, 0.990, 0.989},    Pin{Set::Fingers, 0.993, 0.982}, Pin{Set::None, 0, 0}};
// A ratio, so that it holds on any machine: the tutorial's way costs about twice as much.
constexpr double most_times_slower_than_median = 4;

}  // namespace

constexpr std::string_view tuned_title = "the art that was tuned with",
                           held_title = "art and fonts that nothing was tuned with", ours_name = "Vestibule";

Previous::Previous(const std::string& path) {
    std::ifstream page(path);
    Family family = Family::Tuned;
    for (std::string line; std::getline(page, line);) {
        if (const std::size_t of = line.find(" of each set"); of != std::string::npos)
            frames_ = line.substr(line.rfind(' ', of - 1) + 1, of - line.rfind(' ', of - 1) - 1);
        if (line.find(tuned_title) != std::string::npos) family = Family::Tuned;
        if (line.find(held_title) != std::string::npos) family = Family::Held;
        const std::string between = fmt::format(" | {} | ", ours_name);
        const std::size_t at = line.find(between);
        if (line.rfind("| ", 0) != 0 || at == std::string::npos) continue;
        rows_[{family, line.substr(2, at - 2)}] = line.substr(at + between.size());
    }
}

std::string Previous::row(Family family, Set set) const {
    const auto found = rows_.find({family, std::string(name(set))});
    return found == rows_.end()
               ? ""
               : fmt::format("| {} | previous version, of {} | {}\n", name(set), frames_, found->second);
}

std::string stills_table(const Stills& stills, Family family, int frames, const Previous& previous) {
    std::string out = fmt::format(
        "## Single frames, {}, {} of each set\n\n| set | method | mean IoU | IoU > .95 | nothing found | false "
        "document "
        "| ms, p50 / p99 |\n|---|---|---|---|---|---|---|\n",
        family == Family::Held ? held_title : tuned_title, frames);
    for (const Score& score : stills.scores) {
        const std::string ms = fmt::format("{:.2f} / {:.2f}", score.ms_at(0.5), score.ms_at(0.99));
        if (score.set == Set::None) {
            out += fmt::format("| {} | {} | | | | {:.1f} % | {} |\n", name(score.set), score.method,
                               100.0 * score.alarms / score.frames, ms);
            if (score.method == ours_name) out += previous.row(family, score.set);
            continue;
        }
        out += fmt::format("| {} | {} | {:.4f} | {:.1f} % | {:.1f} % | | {} |\n", name(score.set), score.method,
                           score.mean(), 100 * score.share_above(0.95), 100.0 * score.missed / score.frames, ms);
        if (score.method == ours_name) out += previous.row(family, score.set);
    }
    std::vector<double> ms;
    for (const Score& score : stills.scores)
        if (score.method == ours_name) ms.insert(ms.end(), score.ms.begin(), score.ms.end());
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double share) {
        return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    };
    if (!ms.empty())
        out += fmt::format("| all of them | {} | | | | | {:.2f} / {:.2f} |\n", ours_name, at(0.5), at(0.99));
    return out + "\n";
}

std::string takes_table(const Takes& takes) {
    std::string out = fmt::format(
        "## Whole takings with moving hands\n\n| what | figure |\n|---|---|\n| good holds without a picture in 8 s | "
        "{} of "
        "{} |\n| pictures a provider would refuse | {} of {} |\n| steady to shutter, median / p95 | {:.2f} / {:.2f} s "
        "|\n"
        "| faulty holds whose fault was said | {} of {} |\n| good holds in which a fault was said once they were "
        "steady | "
        "{} of {} |\n\n",
        takes.refused, takes.good, takes.bad_accepted, takes.taken, takes.seconds_at(0.5), takes.seconds_at(0.95),
        takes.told, takes.faulty, takes.untrue, takes.good);
    for (const std::string& note : takes.notes) out += "- " + note + "\n";
    return out + "\n";
}

std::string empty_table(const Empty& empty) {
    return fmt::format(
        "## A camera before which nobody holds anything\n\n| what | figure |\n|---|---|\n| captures in {:.1f} minutes "
        "| "
        "{} |\n| frames with a false document | {} of {}, {:.2f} % |\n\n",
        empty.seconds / 60, empty.captures, empty.found, empty.frames, 100.0 * empty.found / std::max(1, empty.frames));
}

int below_pins(const Empty& empty, std::string& page) {
    if (empty.captures == 0) return 0;
    page += fmt::format("RED: {} pictures were taken of nothing\n", empty.captures);
    return 1;
}

int below_pins(const Stills& stills, Family family, std::string& page) {
    int red = 0;
    for (const Score& score : stills.scores) {
        if (score.method != stills.scores.front().method) continue;
        const auto* pin = std::find_if(pins.begin(), pins.end(), [&](const Pin& one) { return one.set == score.set; });
        const double wanted = family == Family::Held ? pin->held : pin->tuned;
        const double alarms = static_cast<double>(score.alarms) / score.frames;
        const bool bad = score.set == Set::None ? alarms > wanted : score.mean() < wanted;
        if (bad) page += fmt::format("RED: {} below {}\n", name(score.set), wanted), ++red;
        if (score.set != Set::None && score.ms_at(0.95) > most_times_slower_than_median * score.ms_at(0.5))
            page += fmt::format("RED: {} has slow frames\n", name(score.set)), ++red;
    }
    return red;
}

int below_pins(const Takes& takes, std::string& page) {
    int red = 0;
    const auto must = [&](bool holds, const char* what) {
        if (!holds) page += fmt::format("RED: {}\n", what), ++red;
    };
    must(takes.refused * 20 <= takes.good, "more than a twentieth of the good holds gave no picture");
    must(takes.bad_accepted * 20 <= takes.taken, "more than a twentieth of the pictures would be refused");
    must(takes.told * 9 >= takes.faulty * 8, "less than eight ninths of the faults were said");
    must(takes.untrue * 5 <= takes.good * 2, "faults were said in more than two fifths of the good holds");
    must(takes.seconds_at(0.5) <= 0.75, "the median time to the shutter is above 0.75 s");
    return red;
}

}  // namespace vestibule::score
