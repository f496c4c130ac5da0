// soak - counts verdicts over the rounds.
#include "kiosk/diagnostics/soak.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace vestibule::diagnostics {

void Soak::add(const std::vector<Outcome>& round) {
    ++rounds_;
    for (const Outcome& outcome : round) {
        SoakCount& count = counts_[outcome.id];
        count.title = outcome.title;
        ++count.verdicts.at(static_cast<std::size_t>(outcome.finding.verdict));
        count.longest = std::max(count.longest, outcome.took);
        if (outcome.finding.verdict == Verdict::Fail && !count.first_bad) count.first_bad = outcome;
    }
}

Verdict Soak::overall() const {
    Verdict worst = Verdict::Pass;
    for (const auto& [id, count] : counts_) {
        if (count.of(Verdict::Fail) > 0) return Verdict::Fail;
        if (count.of(Verdict::Warn) + count.of(Verdict::Inconclusive) > 0) worst = Verdict::Warn;
    }
    return worst;
}

nlohmann::json Soak::to_json(drivers::WallTime since, drivers::WallTime until) const {
    nlohmann::json tests = nlohmann::json::array();
    for (const auto& [id, count] : counts_) {
        nlohmann::json one{{"id", id}, {"title", count.title}, {"longest_ms", count.longest.count()}};
        for (std::size_t verdict = 0; verdict < count.verdicts.size(); ++verdict)
            one[std::string(name(static_cast<Verdict>(verdict)))] = count.verdicts.at(verdict);
        if (count.first_bad) one["first_bad"] = diagnostics::to_json(*count.first_bad);
        tests.push_back(std::move(one));
    }
    return {{"verdict", name(overall())},
            {"rounds", rounds_},
            {"since", date_text(since)},
            {"until", date_text(until)},
            {"tests", std::move(tests)}};
}

}  // namespace vestibule::diagnostics
