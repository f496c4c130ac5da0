// chart - finds both edges of the bar row by row, lays lines through them, and measures across the lines.
#include "kiosk/diagnostics/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace vestibule::diagnostics {

namespace {

constexpr int kReach = 4;                             // pixels on each side that a step is looked for over
constexpr double kStep_least = 24;                    // of 255: a fainter step is no edge of a chart
constexpr double kContrast_least = 50;                // a pale print, or a chart in the shade
constexpr double kLean_least = 1.5, kLean_most = 20;  // degrees; an upright edge falls on the same part of every pixel
constexpr double kParallel_degrees = 1.5;             // the bar's edges are; what is nearer than a desk's are not
constexpr double kOff_px = 3;                         // from its line, a row's edge is another thing's
constexpr double kRows_share = 0.35;                  // of the rows looked at must see both edges
constexpr int kRows_least = 60;
constexpr int kAside_px = 16;  // across an edge: a lens that smears further is broken anyway
constexpr int kFine = 4;       // bins a pixel
constexpr int kBar_least_px = 3 * kAside_px;

/// x = at + slope * y
struct Line {
    double at = 0, slope = 0;
    [[nodiscard]] double x(double y) const { return at + slope * y; }
    [[nodiscard]] double degrees() const { return std::atan(slope) * 180 / std::numbers::pi; }
};

struct RowEdges {
    int y;
    double left, right;
};

/// The steepest step down and the steepest step up after it.
std::optional<RowEdges> edges_of(const Grey& grey, int y) {
    const auto step = [&](int x) {
        int difference = 0;
        for (int i = 1; i <= kReach; ++i) difference += grey.at(x + i - 1, y) - grey.at(x - i, y);
        return static_cast<double>(difference) / kReach;
    };
    std::vector<double> steps(static_cast<std::size_t>(grey.width), 0.0);
    for (int x = kReach; x < grey.width - kReach; ++x) steps[static_cast<std::size_t>(x)] = step(x);
    const auto down = std::min_element(steps.begin(), steps.end());
    const auto up = std::max_element(down, steps.end());
    if (*down > -kStep_least || *up < kStep_least || up - down < kBar_least_px) return std::nullopt;
    return RowEdges{y, static_cast<double>(down - steps.begin()), static_cast<double>(up - steps.begin())};
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Rows that see something else do not move a median; those near the line settle it.
Line line_through(const std::vector<RowEdges>& rows, double RowEdges::*edge) {
    std::vector<double> slopes, offsets;
    const std::size_t half = rows.size() / 2;
    for (std::size_t i = 0; i + half < rows.size(); ++i) {
        const double rise = rows[i + half].y - rows[i].y;
        if (rise > 0) slopes.push_back((rows[i + half].*edge - rows[i].*edge) / rise);
    }
    Line line{0, median(slopes)};
    for (const RowEdges& row : rows) offsets.push_back(row.*edge - line.slope * row.y);
    line.at = median(offsets);
    for (int round = 0; round < 3; ++round) {
        double n = 0, sum_y = 0, sum_x = 0, sum_yy = 0, sum_xy = 0;
        for (const RowEdges& row : rows) {
            if (std::abs(row.*edge - line.x(row.y)) > kOff_px) continue;
            n += 1, sum_y += row.y, sum_x += row.*edge, sum_yy += double(row.y) * row.y, sum_xy += row.y * (row.*edge);
        }
        const double spread = n * sum_yy - sum_y * sum_y;
        if (spread <= 0) break;
        line.slope = (n * sum_xy - sum_y * sum_x) / spread;
        line.at = (sum_x - line.slope * sum_y) / n;
    }
    return line;
}

/// The brightness across one edge, a quarter of a pixel a bin: the leaning edge falls on every part of a pixel.
std::vector<double> across(const Grey& grey, const std::vector<RowEdges>& rows, const Line& line) {
    constexpr std::size_t kBins = 2 * kAside_px * kFine;
    std::vector<double> sum(kBins, 0.0), count(kBins, 0.0);
    const double upright = std::cos(std::atan(line.slope));
    for (const RowEdges& row : rows) {
        const double edge = line.x(row.y);
        const int first = std::max(0, static_cast<int>(edge) - kAside_px - 1);
        const int last = std::min(grey.width - 1, static_cast<int>(edge) + kAside_px + 1);
        for (int x = first; x <= last; ++x) {
            const double bin = std::floor(((x - edge) * upright + kAside_px) * kFine);
            if (bin < 0 || bin >= static_cast<double>(kBins)) continue;
            sum[static_cast<std::size_t>(bin)] += grey.at(x, row.y);
            count[static_cast<std::size_t>(bin)] += 1;
        }
    }
    std::vector<double> mean(kBins, 0.0);
    for (std::size_t i = 0; i < kBins; ++i) {
        const double before = i > 0 ? mean[i - 1] : 0;
        mean[i] = count[i] > 0 ? sum[i] / count[i] : before;
    }
    return mean;
}

/// Where half of the contrast is left, in cycles a pixel.
double mtf50(const std::vector<double>& edge) {
    std::vector<double> line(edge.size() - 1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(line.size() - 1);
        line[i] = (edge[i + 1] - edge[i]) * (0.54 - 0.46 * std::cos(angle));  // Hamming's window
    }
    const auto left = [&line](double cycles) {
        std::complex<double> sum = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            sum += line[i] * std::polar(1.0, -2 * std::numbers::pi * cycles * static_cast<double>(i) / kFine);
        return std::abs(sum);
    };
    const double whole = left(0);
    constexpr double kStride = 0.005;
    double before = 1;
    for (double cycles = kStride; whole > 0 && cycles <= 0.5; cycles += kStride) {
        const double now = left(cycles) / whole;
        if (now < 0.5) return cycles - kStride * (0.5 - now) / std::max(before - now, 1e-9);
        before = now;
    }
    return whole > 0 ? 0.5 : 0;
}

double contrast_of(const std::vector<double>& edge) {
    const std::size_t side = edge.size() / 8;
    double first = 0, last = 0;
    for (std::size_t i = 0; i < side; ++i) first += edge[i], last += edge[edge.size() - 1 - i];
    return std::abs(first - last) / static_cast<double>(side);
}

}  // namespace

std::variant<ChartSight, ChartTrouble> measure_chart(const Grey& grey) {
    std::vector<RowEdges> rows;
    const int first = grey.height / 10, last = grey.height - first;
    for (int y = first; y < last; ++y) {
        if (const auto edges = edges_of(grey, y)) rows.push_back(*edges);
    }
    const auto enough = [&] {
        return rows.size() >= std::max<std::size_t>(kRows_least, std::size_t(kRows_share * (last - first)));
    };
    if (!enough()) return ChartTrouble::NotSeen;
    const Line left = line_through(rows, &RowEdges::left), right = line_through(rows, &RowEdges::right);
    std::erase_if(rows, [&](const RowEdges& row) {
        return std::abs(row.left - left.x(row.y)) > kOff_px || std::abs(row.right - right.x(row.y)) > kOff_px;
    });
    if (!enough() || std::abs(left.degrees() - right.degrees()) > kParallel_degrees) return ChartTrouble::NotSeen;
    const double lean = std::abs(left.degrees());
    if (lean > kLean_most) return ChartTrouble::NotSeen;
    if (lean < kLean_least) return ChartTrouble::Upright;
    const std::vector<double> down = across(grey, rows, left), up = across(grey, rows, right);
    const double contrast = std::min(contrast_of(down), contrast_of(up));
    if (contrast < kContrast_least) return ChartTrouble::Pale;
    const double middle_y = grey.height / 2.0;
    const double width = (right.x(middle_y) - left.x(middle_y)) * std::cos(std::atan(left.slope));
    return ChartSight{.sharpness = std::min(mtf50(down), mtf50(up)),
                      .pixels_a_mm = width / kBarWidth_mm,
                      .middle_x = (left.x(middle_y) + right.x(middle_y)) / 2 / grey.width,
                      .lean_degrees = lean,
                      .contrast = contrast};
}

}  // namespace vestibule::diagnostics
