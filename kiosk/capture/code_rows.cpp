// code_rows - rows take turns in three clusters of patterns (ISO/IEC 15438): 0, 3, 6 and again; the left row indicator
// behind the start pattern tells each row's.
#include "kiosk/capture/code_rows.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "kiosk/capture/sampling.hpp"

namespace vestibule::capture {
namespace {

constexpr int lines = 160;    // across all rows: a licence's code has 20 to 50
constexpr float part = 0.5F;  // of the code's width, from its left: both patterns are in it
constexpr int modules = 17;   // of a pattern, in four bars and four spaces
constexpr std::array start = {8, 1, 1, 1, 1, 1, 1, 3};
constexpr int least_turns = 4;  // of rows that were told apart

/// The lengths of dark and light runs along a line, the first of them dark.
std::vector<float> runs_of(const cv::Mat& grey, cv::Point2f from, cv::Point2f way) {
    const auto count = static_cast<std::size_t>(std::max(32.0, 3 * cv::norm(way)));
    std::vector<float> levels(count);
    for (std::size_t at = 0; at < count; ++at)
        levels[at] = grey_at(grey, from + way * (static_cast<float>(at) / static_cast<float>(count)));
    const auto [dark, light] = std::minmax_element(levels.begin(), levels.end());
    const float middle = (*dark + *light) / 2;
    std::vector<float> runs;
    bool is_dark = false;
    for (const float level : levels) {
        if ((level < middle) != is_dark) runs.push_back(0), is_dark = !is_dark;
        if (!runs.empty()) runs.back() += 1;
    }
    return runs;
}

/// Eight runs as whole modules.
std::array<int, 8> pattern_of(const std::vector<float>& runs, std::size_t first) {
    float all = 0;
    for (std::size_t at = 0; at < 8; ++at) all += runs[first + at];
    std::array<int, 8> pattern{};
    for (std::size_t at = 0; at < 8; ++at)
        pattern[at] = static_cast<int>(std::lround(runs[first + at] * modules / all));
    return pattern;
}

std::optional<int> cluster_of(const std::vector<float>& runs) {
    for (std::size_t first = 0; first < 4 && first + 16 < runs.size(); first += 2) {
        if (pattern_of(runs, first) != start) continue;
        const auto pattern = pattern_of(runs, first + 8);
        const int cluster = (pattern[0] - pattern[2] + pattern[4] - pattern[6] + 18) % 9;
        if (cluster % 3 == 0) return cluster;
    }
    return std::nullopt;
}

}  // namespace

bool rows_run_up(const cv::Mat& grey, const std::array<cv::Point2f, 4>& corners) {
    int down = 0, up = 0;
    std::optional<int> before;
    for (int line = 0; line < lines; ++line) {
        const float at = (static_cast<float>(line) + 0.5F) / lines;
        const cv::Point2f left = corners[0] + (corners[3] - corners[0]) * at,
                          right = corners[1] + (corners[2] - corners[1]) * at, way = right - left;
        // A little of the quiet zone before, so that the first run is the start pattern's bar.
        const auto cluster = cluster_of(runs_of(grey, left - way * 0.03F, way * (part + 0.03F)));
        if (!cluster) continue;
        if (before && *before != *cluster) (*cluster - *before + 9) % 9 == 3 ? ++down : ++up;
        before = cluster;
    }
    return up >= least_turns && up > 3 * down;
}

}  // namespace vestibule::capture
