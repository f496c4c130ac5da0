// soak - what came of running the tests again and again: a fault that comes and goes shows in the counts.
#pragma once

#include <array>
#include <map>
#include <nlohmann/json_fwd.hpp>

#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

struct SoakCount {
    std::string title;
    std::array<int, 5> verdicts{};  ///< by Verdict
    std::chrono::milliseconds longest{};
    std::optional<Outcome> first_bad;  ///< the first Fail, with its value and date

    [[nodiscard]] int of(Verdict verdict) const { return verdicts.at(static_cast<std::size_t>(verdict)); }
    /// It was good at times and failed at others.
    [[nodiscard]] bool comes_and_goes() const { return of(Verdict::Pass) > 0 && of(Verdict::Fail) > 0; }
};

class Soak {
public:
    void add(const std::vector<Outcome>& round);
    [[nodiscard]] int rounds() const { return rounds_; }
    /// By id.
    [[nodiscard]] const std::map<std::string, SoakCount>& counts() const { return counts_; }
    /// Fail where any test ever failed, Warn where any ever was neither good nor absent.
    [[nodiscard]] Verdict overall() const;
    [[nodiscard]] nlohmann::json to_json(drivers::WallTime since, drivers::WallTime until) const;

private:
    int rounds_ = 0;
    std::map<std::string, SoakCount> counts_;
};

}  // namespace vestibule::diagnostics
