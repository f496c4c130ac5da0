// run - the tests in their own processes, and their results as JSON.
#include "kiosk/diagnostics/run.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/device/os/isolated.hpp"
#include "kiosk/device/os/state_folder.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr const char* kFile = "diagnostics.json";

json finding_json(const Finding& finding) {
    json object{{"verdict", name(finding.verdict)},
                {"value", std::string(finding.value)},
                {"limit", std::string(finding.limit)},
                {"hint", std::string(finding.hint)}};
    json said;
    for (const auto& [key, words] :
         {std::pair{"value", &finding.value}, {"limit", &finding.limit}, {"hint", &finding.hint}}) {
        if (!words->form().empty()) said[key] = words_json(*words);
    }
    if (!said.is_null()) object["said"] = std::move(said);
    return object;
}

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Finding> finding_from(const json& object) {
    if (!object.is_object()) return std::nullopt;
    const auto verdict = verdict_named(text_in(object, "verdict"));
    if (!verdict) return std::nullopt;
    const auto said = object.find("said");
    const auto words = [&](const char* key) {
        const std::string text = text_in(object, key);
        if (said == object.end() || !said->is_object() || !said->contains(key)) return Words(text);
        Words told = words_from((*said)[key]);
        return told == text ? told : Words(text);  // somebody has changed one of them: the text is what counts
    };
    return Finding{*verdict, words("value"), words("limit"), words("hint")};
}

Finding found(const device::Outcome& outcome, const Test& test) {
    using End = device::Outcome::End;
    switch (outcome.end) {
        case End::Done:
            if (auto finding = finding_from(json::parse(outcome.text, nullptr, false))) return *finding;
            return {Verdict::Fail, "the test gave no answer", {}, "Save a support bundle and send it in."};
        case End::Hung:
            return {Verdict::Fail, say("no answer within {0} ms", outcome.took.count()),
                    say("{0} ms", test.deadline.count()), "What it asks hangs. Restart the kiosk and try again."};
        case End::Crashed:
            return {Verdict::Fail,
                    outcome.signal != 0 ? say("the test ended with signal {0}", outcome.signal)
                                        : Words("the test ended without an answer"),
                    {},
                    "Save a support bundle and send it in."};
        case End::NotStarted:
            break;
    }
    return inconclusive("no time was left for it", "Run it by its name.");
}

}  // namespace

std::string date_text(drivers::WallTime time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(time.time_since_epoch().count())));
}

std::optional<drivers::WallTime> date_from(std::string_view text) {
    std::tm parts{};
    const std::string copy(text);
    const char* end = strptime(copy.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (end == nullptr || *end != '\0') return std::nullopt;
    return drivers::WallTime(std::chrono::seconds(timegm(&parts)));
}

std::chrono::milliseconds limit_for(const std::vector<Test>& tests) {
    std::chrono::milliseconds limit = kQuickRun;
    for (const Test& test : tests) limit = std::max(limit, test.deadline);
    return limit;
}

std::vector<Outcome> run(const std::vector<Test>& tests, std::chrono::milliseconds all, const drivers::Clock& clock,
                         const std::function<void(const Outcome&)>& told) {
    std::vector<device::Job> jobs;
    for (const Test& test : tests) {
        jobs.push_back(
            {[&test] { return finding_json(test.run()).dump(-1, ' ', false, json::error_handler_t::replace); },
             test.deadline, test.holds});
    }
    std::vector<Outcome> outcomes(tests.size());
    const auto keep = [&](std::size_t i, const device::Outcome& outcome) {
        outcomes[i] = {tests[i].id, tests[i].title, found(outcome, tests[i]), clock.wall(), outcome.took};
        if (told) told(outcomes[i]);
    };
    device::run_isolated(jobs, {.all = all}, keep);
    return outcomes;
}

Verdict overall(const std::vector<Outcome>& outcomes) {
    Verdict worst = Verdict::Pass;
    for (const Outcome& outcome : outcomes) {
        if (outcome.finding.verdict == Verdict::Fail) return Verdict::Fail;
        if (outcome.finding.verdict != Verdict::Pass && outcome.finding.verdict != Verdict::NotApplicable)
            worst = Verdict::Warn;
    }
    return worst;
}

std::vector<std::string> got_worse(const std::vector<std::string>& good_before, const std::vector<Outcome>& now) {
    std::vector<std::string> worse;
    for (const Outcome& outcome : now) {
        const bool was_good = std::find(good_before.begin(), good_before.end(), outcome.id) != good_before.end();
        if (was_good && outcome.finding.verdict == Verdict::Fail) worse.push_back(outcome.id);
    }
    return worse;
}

json to_json(const Outcome& outcome) {
    json object = finding_json(outcome.finding);
    object["id"] = outcome.id;
    object["title"] = outcome.title;
    object["date"] = date_text(outcome.date);
    object["took_ms"] = outcome.took.count();
    return object;
}

std::optional<Outcome> outcome_from(const json& object) {
    auto finding = finding_from(object);
    if (!finding || text_in(object, "id").empty()) return std::nullopt;
    const auto date = date_from(text_in(object, "date"));
    const auto took = object.find("took_ms");
    if (!date || took == object.end() || !took->is_number_integer()) return std::nullopt;
    return Outcome{text_in(object, "id"), text_in(object, "title"), std::move(*finding), *date,
                   std::chrono::milliseconds(took->get<std::int64_t>())};
}

std::map<std::string, Outcome> last_results(const std::filesystem::path& state_folder) {
    std::map<std::string, Outcome> results;
    std::ifstream stream(state_folder / kFile);
    const json all = json::parse(stream, nullptr, false);
    if (!all.is_array()) return results;
    for (const json& one : all) {
        if (auto outcome = outcome_from(one)) results.emplace(outcome->id, *outcome);
    }
    return results;
}

Result<void> keep_results(const std::filesystem::path& state_folder, const std::vector<Outcome>& outcomes) {
    std::error_code error;
    std::filesystem::create_directories(state_folder, error);
    std::map<std::string, Outcome> results = last_results(state_folder);
    for (const Outcome& outcome : outcomes) results.insert_or_assign(outcome.id, outcome);
    json all = json::array();
    for (const auto& [id, outcome] : results) all.push_back(to_json(outcome));
    return device::replace_file(state_folder / kFile, all.dump(1) + "\n");
}

}  // namespace vestibule::diagnostics
