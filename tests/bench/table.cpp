// table - sets the figures in columns that read well as plain text, too.
#include "tests/bench/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vestibule::bench {

namespace {

constexpr std::size_t kColumns = 8;
using Line = std::array<std::string, kColumns>;

std::string figure(double value) {
    return value >= 100  ? fmt::format("{:.0f}", value)
           : value >= 10 ? fmt::format("{:.1f}", value)
                         : fmt::format("{:.2f}", value);
}

std::string spread(const std::vector<double>& values) {
    if (values.empty()) return "-";
    if (values.size() == 1) return figure(values.front());
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return figure(*least) + " / " + figure(median(values)) + " / " + figure(*most);
}

std::string ratio(const std::vector<double>& ours, const std::vector<double>& theirs) {
    if (ours.empty() || theirs.empty() || median(theirs) <= 0) return "-";
    return figure(median(ours) / median(theirs)) + " x";
}

std::string verdict(const Row& row) {
    if (!row.target || row.kiosk.empty()) return "-";
    return median(row.kiosk) <= *row.target ? "met" : "missed";
}

}  // namespace

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

std::string table(const std::vector<Row>& rows) {
    std::vector<Line> lines{{"measured", "target", "Vestibule", "", "bare SDL", "Chromium", "to SDL", "to Chromium"}};
    for (const Row& row : rows) {
        lines.push_back({row.what + ", " + row.unit, row.target ? "<= " + figure(*row.target) : "-", spread(row.kiosk),
                         verdict(row), spread(row.floor), spread(row.chromium), ratio(row.kiosk, row.floor),
                         ratio(row.kiosk, row.chromium)});
    }
    std::array<std::size_t, kColumns> widths{};
    for (const Line& line : lines) {
        for (std::size_t c = 0; c < kColumns; ++c) widths[c] = std::max({widths[c], line[c].size(), std::size_t{3}});
    }
    std::string text;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        for (std::size_t c = 0; c < kColumns; ++c) text += fmt::format("| {:<{}} ", lines[l][c], widths[c]);
        text += "|\n";
        if (l > 0) continue;
        for (const std::size_t width : widths) text += "|" + std::string(width + 2, '-');
        text += "|\n";
    }
    return text;
}

}  // namespace vestibule::bench
