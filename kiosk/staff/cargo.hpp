// cargo - what technician mode makes for somebody else: the readiness report, the support bundle, the journal.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/diagnostics/test.hpp"
#include "kiosk/staff/errand.hpp"

namespace vestibule::staff {

struct Report {
    std::string text, page, code, verdict;  ///< signed JSON, HTML, what a phone scans, the overall verdict
};
/// Errors: KeyUnusable.
Result<Report> make_report_here(const diagnostics::Bench& bench, const journal::Key& key);
/// Errors: KeyUnusable.
Result<nlohmann::json> make_bundle_here(const diagnostics::Bench& bench, const journal::Key& key);
/// The whole journal, signed; the store remembers how far it reached. Errors: StoreFailed, KeyUnusable.
Result<std::string> export_journal_here(const diagnostics::Bench& bench, const journal::Key& key);

/// The files of a cargo by their names on a stick, which say when they were made.
Result<std::map<std::string, std::string>> cargo_files(const diagnostics::Bench& bench, Cargo cargo,
                                                       const journal::Key& key);

}  // namespace vestibule::staff
