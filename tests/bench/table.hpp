// table - the figures of a run beside their targets and their references.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace vestibule::bench {

struct Row {
    std::string what;
    std::string unit;
    std::optional<double> target;  ///< at most; held against the median
    std::vector<double> kiosk;
    std::vector<double> floor{};  ///< the bare SDL program
    std::vector<double> chromium{};
};

[[nodiscard]] double median(std::vector<double> values);
/// Markdown: minimum / median / maximum of each, and how many times the references the kiosk takes.
[[nodiscard]] std::string table(const std::vector<Row>& rows);

}  // namespace vestibule::bench
