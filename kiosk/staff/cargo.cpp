// cargo - puts each together from what the state folder holds.
#include "kiosk/staff/cargo.hpp"

#include "kiosk/device/journal/export.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "kiosk/diagnostics/support.hpp"

namespace vestibule::staff {

using diagnostics::Bench;
using nlohmann::json;

Result<Report> make_report_here(const Bench& bench, const journal::Key& key) {
    diagnostics::ReportContent content;
    content.facility = bench.config.facility_name;
    content.made = bench.clock->wall();
    for (auto& [id, outcome] : diagnostics::last_results(bench.state_folder)) content.outcomes.push_back(outcome);
    content.inspections = diagnostics::read_inspections(bench.state_folder, key.public_key());
    const auto made = diagnostics::make_report(content, key);
    if (!made) return made.error();
    const auto code = diagnostics::report_code(*made, key);
    if (!code) return code.error();
    return Report{made->dump(1) + "\n", diagnostics::report_page(*made, *code), *code, made->value("verdict", "")};
}

Result<json> make_bundle_here(const Bench& bench, const journal::Key& key) {
    return diagnostics::make_bundle(diagnostics::collect(diagnostics::collectors_for(bench)),
                                    {bench.config.facility_name, bench.clock->wall()}, key);
}

Result<std::string> export_journal_here(const Bench& bench, const journal::Key& key) {
    auto store = journal::Store::open(bench.state_folder, *bench.clock);
    if (!store) return std::move(store).error();
    auto text = journal::make_export(*store, key);
    if (!text) return text;
    if (auto noted = journal::note_export(*store); !noted) return std::move(noted).error();
    return text;
}

Result<std::map<std::string, std::string>> cargo_files(const Bench& bench, Cargo cargo, const journal::Key& key) {
    // "2026-11-30T12:34:56Z" without what a FAT stick does not take.
    std::string when = diagnostics::date_text(bench.clock->wall());
    std::erase_if(when, [](char c) { return c == ':' || c == '-'; });
    std::map<std::string, std::string> files;
    if (cargo == Cargo::Report) {
        auto report = make_report_here(bench, key);
        if (!report) return std::move(report).error();
        files["readiness-report-" + when + ".json"] = std::move(report->text);
        files["readiness-report-" + when + ".html"] = std::move(report->page);
    } else if (cargo == Cargo::Support) {
        const auto bundle = make_bundle_here(bench, key);
        if (!bundle) return bundle.error();
        files["support-" + when + ".json"] = diagnostics::bundle_text(*bundle);
    } else {
        auto journal = export_journal_here(bench, key);
        if (!journal) return std::move(journal).error();
        files["journal-" + when + ".txt"] = std::move(journal).value();
    }
    return files;
}

}  // namespace vestibule::staff
