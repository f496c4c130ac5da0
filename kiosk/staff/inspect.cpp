// inspect - the desk's part in an inspection: what was written down last, what is answered now, and who is asked to
// sign.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/diagnostics/inspection.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "kiosk/staff/errand_desk.hpp"
#include "kiosk/staff/errand_work.hpp"

namespace vestibule::staff {

namespace {

constexpr auto kAnswers = static_cast<std::uint16_t>(Answer::Count);
static_assert(static_cast<int>(Answer::Bad) == static_cast<int>(diagnostics::ItemState::Bad));
static_assert(static_cast<int>(Answer::NotApplicable) == static_cast<int>(diagnostics::ItemState::NotApplicable));

/// Between commas, semicolons and spaces, each a number.
std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> all(1);
    for (const char c : text) {
        if (c != ',' && c != ';' && c != ' ')
            all.back() += c;
        else if (!all.back().empty())
            all.emplace_back();
    }
    if (all.back().empty()) all.pop_back();
    return all;
}

}  // namespace

void ErrandDesk::look_back() {
    view_.answers = {};
    view_.seals.clear();
    view_.seals_before.clear();
    view_.inspected_before.clear();
    const auto key = diagnostics::kiosk_key(setup_.state_folder);
    if (!key) return;  // then nothing was ever signed
    const auto found = diagnostics::read_inspections(setup_.state_folder, key->public_key());
    if (found.records.empty()) return;
    const diagnostics::Inspection& last = found.records.back();
    view_.inspected_before = diagnostics::date_text(last.when).substr(0, 10);
    for (const std::string& seal : last.seals) view_.seals_before += (view_.seals_before.empty() ? "" : ", ") + seal;
}

void ErrandDesk::note(std::uint16_t option) {
    const std::size_t question = option / kAnswers;
    if (question < view_.answers.size()) view_.answers.at(question) = static_cast<Answer>(option % kAnswers);
}

/// By the workshop: it has the key, and a disk may be slow.
void ErrandDesk::inspect() {
    nlohmann::json items = nlohmann::json::object();
    const auto& asked = diagnostics::inspection_items();
    for (std::size_t i = 0; i < asked.size() && i < view_.answers.size(); ++i)
        items[std::string(asked[i].id)] = static_cast<int>(view_.answers.at(i).value_or(Answer::Bad));
    ask_(kDoInspect,
         {{"who", std::to_string(person_)},
          {"seals", numbers_in(privacy::view(view_.seals))},
          {"items", std::move(items)},
          {"device", nlohmann::json::object()}},
         true);
}

void ErrandDesk::inspected() {
    const bool bad = std::find(view_.answers.begin(), view_.answers.end(), Answer::Bad) != view_.answers.end();
    setup_.ledger->record(journal::Say::inspected(
        bad ? journal::InspectionResult::ToBePutRight : journal::InspectionResult::AllGood, person_));
}

}  // namespace vestibule::staff
