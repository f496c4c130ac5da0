// report_lines - the readiness report for a receipt printer of 42 characters.
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/diagnostics/report.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr std::size_t kColumns = 42;  // of 80 mm paper in the printer's first font

/// Breaks at spaces, and inside a word that is longer than a line.
void add_wrapped(std::vector<std::string>& lines, const std::string& text) {
    std::string line;
    for (std::string word : drivers::words_of(text)) {
        while (!word.empty()) {
            const std::size_t room = kColumns - (line.empty() ? 0 : line.size() + 1);
            if (line.empty() || word.size() <= room) {
                line += (line.empty() ? "" : " ") + word.substr(0, kColumns);
                word.erase(0, kColumns);
            }
            if (word.empty()) break;
            lines.push_back(std::move(line));
            line.clear();
        }
    }
    if (!line.empty()) lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> report_lines(const json& report) {
    std::vector<std::string> lines;
    for (const std::string& text :
         {std::string("Readiness report"), report.value("facility", ""), "Kiosk " + report.value("kiosk", ""),
          report.value("made", ""), "Verdict: " + report.value("verdict", "")}) {
        add_wrapped(lines, text);
    }
    std::size_t good = 0;
    for (const json& result : report.value("results", json::array())) {
        std::string verdict = result.value("verdict", "");
        if (verdict == name(Verdict::Pass) || verdict == name(Verdict::NotApplicable)) {
            ++good;
            continue;
        }
        std::transform(verdict.begin(), verdict.end(), verdict.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        lines.emplace_back();
        add_wrapped(lines, verdict + " " + result.value("title", ""));
        add_wrapped(lines, result.value("value", ""));
        add_wrapped(lines, result.value("hint", ""));
    }
    lines.emplace_back();
    add_wrapped(lines, fmt::format("{} other tests are good.", good));
    return lines;
}

}  // namespace vestibule::diagnostics
