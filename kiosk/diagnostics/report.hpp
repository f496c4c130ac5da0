// report - the readiness report: the last result of every test and the last inspection, signed; as JSON, as a page, as
// a code for a phone's picture.
#pragma once

#include "kiosk/diagnostics/inspection.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::diagnostics {

inline constexpr const char* kReportKind = "vestibule-readiness-report 1";

struct ReportContent {
    std::string facility;
    std::vector<Outcome> outcomes;
    Inspections inspections;
    drivers::WallTime made{};
};

/// Errors: KeyUnusable.
Result<nlohmann::json> make_report(const ReportContent& content, const journal::Key& key);

/// "VESTIBULE-READY 1 DATE VERDICT RESULTS DIGEST KEY SIGNATURE": RESULTS has a letter a test, in the order of their
/// names; DIGEST is the report's. Errors: KeyUnusable.
Result<std::string> report_code(const nlohmann::json& report, const journal::Key& key);
/// Whether a code is this key's. Errors: ExportInvalid.
Result<void> check_code(std::string_view code, const journal::PublicKey& key);

/// The report as a page of its own, with the code to scan; everything in it is escaped.
[[nodiscard]] std::string report_page(const nlohmann::json& report, const std::string& code);

/// The report for a receipt printer: the verdict, and every test that needs somebody; lines of at most 42 characters.
[[nodiscard]] std::vector<std::string> report_lines(const nlohmann::json& report);

/// A QR code as an SVG picture; empty when the text is too long for one.
[[nodiscard]] std::string qr_svg(const std::string& text);

}  // namespace vestibule::diagnostics
