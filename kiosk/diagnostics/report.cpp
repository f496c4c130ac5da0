// report - the signed document and the code that stands for it.
#include "kiosk/diagnostics/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/device/journal/entry.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr std::string_view kCodeTitle = "VESTIBULE-READY 1";

char letter(std::string_view verdict) {
    const auto known = verdict_named(verdict);
    return known ? "PWFNU"[static_cast<std::size_t>(*known)] : '?';
}

json inspection_json(const Inspections& inspections) {
    if (inspections.records.empty()) return nullptr;
    const Inspection& last = inspections.records.back();
    json bad = json::array();
    for (const auto& [id, state] : last.items) {
        if (state == ItemState::Bad) bad.push_back(id);
    }
    return {{"who", last.who}, {"when", date_text(last.when)}, {"seals", last.seals}, {"bad", std::move(bad)}};
}

}  // namespace

Result<json> make_report(const ReportContent& content, const journal::Key& key) {
    std::vector<Outcome> outcomes = content.outcomes;
    std::sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) { return a.id < b.id; });
    json results = json::array();
    for (const Outcome& outcome : outcomes) results.push_back(to_json(outcome));
    return sign({{"kind", kReportKind},
                 {"facility", content.facility},
                 {"kiosk", fingerprint(key)},
                 {"made", date_text(content.made)},
                 {"verdict", name(overall(outcomes))},
                 {"results", std::move(results)},
                 {"inspection", inspection_json(content.inspections)},
                 {"inspections_not_believed", content.inspections.not_believed}},
                key);
}

Result<std::string> report_code(const json& report, const journal::Key& key) {
    std::string letters;
    for (const json& result : report.at("results")) letters += letter(result.at("verdict").get<std::string>());
    const std::string text = fmt::format("{} {} {} {} {} {}", kCodeTitle, report.at("made").get<std::string>(),
                                         report.at("verdict").get<std::string>(), letters.empty() ? "-" : letters,
                                         sha256_hex(report.dump()).substr(0, 32), fingerprint(key));
    const auto signature = key.sign(text);
    if (!signature) return signature.error();
    return text + " " + journal::hex(*signature);
}

Result<void> check_code(std::string_view code, const journal::PublicKey& key) {
    const std::size_t space = code.rfind(' ');
    if (!code.starts_with(kCodeTitle) || space == std::string_view::npos) {
        return Error{ErrorCode::ExportInvalid, "it is no code of a readiness report"};
    }
    const auto bytes = journal::from_hex(code.substr(space + 1), journal::Signature{}.size());
    if (!bytes) return Error{ErrorCode::ExportInvalid, "the code's signature cannot be read"};
    journal::Signature signature{};
    std::copy(bytes->begin(), bytes->end(), signature.begin());
    if (journal::signature_holds(key, code.substr(0, space), signature)) return {};
    return Error{ErrorCode::ExportInvalid, "the code's signature does not hold, or is another kiosk's"};
}

}  // namespace vestibule::diagnostics
