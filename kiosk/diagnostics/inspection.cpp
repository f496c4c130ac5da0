// inspection - the checklist, its records, and when the next one is due.
#include "kiosk/diagnostics/inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr const char* kFile = "inspections.json";
constexpr const char* kKind = "vestibule-inspection 1";
constexpr std::size_t kKept = 40;  // years of quarters; older ones are in the reports that were sent
constexpr int kSoonPercent = 90;   // of the period: time to plan the next one
constexpr std::size_t kLongestWord = 40;
constexpr std::array<std::string_view, 3> kStates{"ok", "bad", "na"};

bool is_word(const std::string& text) {
    return !text.empty() && text.size() <= kLongestWord && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '-' || c == '.' || c == ' ' || c == '/';
    });
}

std::optional<Inspection> inspection_from(const json& content) {
    Inspection one;
    if (content.value("kind", json()) != kKind || !content.value("who", json()).is_string()) return std::nullopt;
    one.who = content["who"].get<std::string>();
    const json when = content.value("when", json());
    const auto date = when.is_string() ? date_from(when.get<std::string>()) : std::nullopt;
    if (!date || !content.value("seals", json()).is_array() || !content.value("items", json()).is_object()) return {};
    one.when = *date;
    for (const json& seal : content["seals"]) {
        if (seal.is_string()) one.seals.push_back(seal.get<std::string>());
    }
    for (const auto& [id, state] : content["items"].items()) {
        const auto found = std::find(kStates.begin(), kStates.end(), state.is_string() ? state.get<std::string>() : "");
        if (found == kStates.end()) return std::nullopt;
        one.items.emplace(id, static_cast<ItemState>(found - kStates.begin()));
    }
    return one;
}

json read_file(const std::filesystem::path& state_folder) {
    std::ifstream stream(state_folder / kFile);
    json all = json::parse(stream, nullptr, false);
    return all.is_array() ? all : json::array();
}

}  // namespace

const std::vector<InspectionItem>& inspection_items() {
    static const std::vector<InspectionItem> kItems{
        {"seals", "Are all seals whole, with the numbers that were written down?"},
        {"case", "Is the case closed and unmarked?"},
        {"cameras", "Is nothing stuck on or before the cameras?"},
        {"screen", "Is the screen whole, with nothing laid over it?"},
        {"ports", "Is nothing plugged in that does not belong here?"},
        {"cables", "Do the cables lead where they belong, without an adapter between?"},
        {"keypad", "Does every key of the keypad answer, and can its marks be felt?"},
        {"place", "Can nobody look over a patient's shoulder, and can a wheelchair come close?"},
    };
    return kItems;
}

bool Inspection::all_good() const {
    return std::none_of(items.begin(), items.end(), [](const auto& item) { return item.second == ItemState::Bad; });
}

Result<std::map<std::string, ItemState>> read_checklist(std::string_view text) {
    std::map<std::string, ItemState> items;
    std::vector<std::string> known;
    for (const InspectionItem& item : inspection_items()) known.emplace_back(item.id);
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        const std::size_t equals = std::min(part.find('='), part.size());
        const std::string id(part.substr(0, equals));
        const auto state = std::find(kStates.begin(), kStates.end(), part.substr(std::min(equals + 1, part.size())));
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            const std::string_view near = device::nearest(id, known);
            return Error{ErrorCode::BadOption, "the checklist knows no '" + id + "'" +
                                                   (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?")};
        }
        if (state == kStates.end()) return Error{ErrorCode::BadOption, id + ": expected ok, bad or na"};
        if (!items.emplace(id, static_cast<ItemState>(state - kStates.begin())).second) {
            return Error{ErrorCode::BadOption, id + " stands twice in the checklist"};
        }
    }
    for (const InspectionItem& item : inspection_items()) {
        if (items.contains(std::string(item.id))) continue;
        return Error{ErrorCode::BadOption, fmt::format("the checklist lacks '{}': {}", item.id, item.question)};
    }
    return items;
}

Result<void> record_inspection(const std::filesystem::path& state_folder, const Inspection& inspection,
                               const journal::Key& key) {
    const bool words =
        is_word(inspection.who) && std::all_of(inspection.seals.begin(), inspection.seals.end(), is_word);
    if (!words) {
        return Error{ErrorCode::BadOption,
                     fmt::format("who and seals: letters, digits, '-', '.', '/', at most {}", kLongestWord)};
    }
    json items = json::object();
    for (const auto& [id, state] : inspection.items) items[id] = kStates.at(static_cast<std::size_t>(state));
    auto record = sign({{"kind", kKind},
                        {"who", inspection.who},
                        {"when", date_text(inspection.when)},
                        {"seals", inspection.seals},
                        {"items", std::move(items)}},
                       key);
    if (!record) return std::move(record).error();
    json all = read_file(state_folder);
    all.push_back(std::move(record).value());
    while (all.size() > kKept) all.erase(all.begin());
    return device::replace_file(state_folder / kFile, all.dump(1) + "\n");
}

Inspections read_inspections(const std::filesystem::path& state_folder, const std::optional<journal::PublicKey>& key) {
    Inspections found;
    for (const json& one : read_file(state_folder)) {
        const auto content = verified(one, key);
        auto record = content ? inspection_from(*content) : std::nullopt;
        if (record)
            found.records.push_back(std::move(*record));
        else
            ++found.not_believed;
    }
    return found;
}

Finding judge_inspections(const Inspections& inspections, int period_days, drivers::WallTime now) {
    const Words limit = say("within {0} days, all good", period_days);
    constexpr const char* kHint = "Inspect the kiosk: in technician mode, or with `vestibulectl inspection record`.";
    if (inspections.not_believed > 0) {
        return {Verdict::Fail, say("{0} records are not signed by this kiosk", inspections.not_believed), limit,
                "Somebody has changed the records, or the key is new: inspect the kiosk."};
    }
    if (inspections.records.empty()) return {Verdict::Warn, "none yet", limit, kHint};
    const Inspection& last = inspections.records.back();
    const auto days = std::chrono::duration_cast<std::chrono::days>(now - last.when).count();
    const Words value = say("{0} days ago by {1}, seals {2}", days, last.who,
                            last.seals.empty() ? Words("none") : Words(fmt::format("{}", fmt::join(last.seals, " "))));
    if (days < 0) return inconclusive(value, "The clock is wrong, or was when it was inspected.");
    if (!last.all_good())
        return {Verdict::Fail, say("{0}; not all was good", value), limit, "Put it right, then inspect it again."};
    if (days > period_days) return {Verdict::Fail, say("{0}; overdue", value), limit, kHint};
    return judged(days * 100 < std::int64_t{period_days} * kSoonPercent, Verdict::Warn, std::move(value), limit, kHint);
}

void add_inspection_tests(const Bench& bench, std::vector<Test>& tests) {
    tests.push_back({"inspection.due", "Inspection", kReading, [&bench] {
                         const auto key = kiosk_key(bench.state_folder);
                         // Without the kiosk's key no record can be believed.
                         const auto trusted = key ? key->public_key() : journal::PublicKey{};
                         return judge_inspections(read_inspections(bench.state_folder, trusted),
                                                  bench.config.inspection_days, bench.clock->wall());
                     }});
}

}  // namespace vestibule::diagnostics
