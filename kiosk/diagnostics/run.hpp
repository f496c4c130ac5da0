// run - runs tests, each in a process of its own with a deadline, and keeps the last result of each with its date.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

struct Outcome {
    std::string id, title;
    Finding finding;
    drivers::WallTime date{};
    std::chrono::milliseconds took{};
};

/// A quick run is over after this long, whatever hangs.
inline constexpr std::chrono::milliseconds kQuickRun{30'000};

/// What a run of these may take: a quick one's time, or what the longest of them alone needs.
[[nodiscard]] std::chrono::milliseconds limit_for(const std::vector<Test>& tests);

/// To be called while the process has one thread only. `told` hears each outcome as it comes.
std::vector<Outcome> run(const std::vector<Test>& tests, std::chrono::milliseconds all, const drivers::Clock& clock,
                         const std::function<void(const Outcome&)>& told = {});

/// Pass only when nothing is to be done: every verdict is Pass or NotApplicable. Else Warn or Fail.
[[nodiscard]] Verdict overall(const std::vector<Outcome>& outcomes);

[[nodiscard]] nlohmann::json to_json(const Outcome& outcome);
[[nodiscard]] std::optional<Outcome> outcome_from(const nlohmann::json& json);

/// The last result of each test, by id, in a file of the state folder. A file that cannot be read counts as empty.
[[nodiscard]] std::map<std::string, Outcome> last_results(const std::filesystem::path& state_folder);
/// Puts these in place of their older ones. Errors: FileUnreadable.
Result<void> keep_results(const std::filesystem::path& state_folder, const std::vector<Outcome>& outcomes);

/// The tests that were good before and are not good now. What cannot be found out now, and what was not known, is no
/// step back.
[[nodiscard]] std::vector<std::string> got_worse(const std::vector<std::string>& good_before,
                                                 const std::vector<Outcome>& now);

/// RFC 3339, UTC.
[[nodiscard]] std::string date_text(drivers::WallTime time);
[[nodiscard]] std::optional<drivers::WallTime> date_from(std::string_view text);

}  // namespace vestibule::diagnostics
