// calibration - the sum of how far each view is from the shape, over all focal lengths; the least of it, and its width.
#include "kiosk/capture/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "kiosk/capture/metric.hpp"

namespace vestibule::capture {
namespace {

constexpr float shortest = 0.5F, longest = 3.0F;  // shares of the width: 90 and 19 degrees
constexpr int steps = 600;
constexpr float view_sigma = 0.008F;          // of ln(aspect) and of the sides' cosine: corners right to half a pixel
constexpr float most_off = 3;                 // sigmas: further off, a view is a wrong outline and counts no more
constexpr float least_slant_cosine = 0.978F;  // 12 degrees
constexpr int least_slanted = 6;
constexpr float most_spread_share = 0.04F;  // of the focal length; the live finder forgives 15 %

float off_of(const Outline& view, cv::Size frame, float aspect, float share) {
    const Metric metric = metric_of(view, lens_of(frame, share));
    if (metric.aspect <= 0) return most_off * most_off;
    const float shape = std::log(metric.aspect / aspect) / view_sigma, skew = metric.skew_cosine / view_sigma;
    return std::min(most_off * most_off, shape * shape + skew * skew);
}

}  // namespace

Result<Focal> focal_of(std::span<const Outline> views, cv::Size frame, float aspect) {
    std::vector<float> costs(steps);
    const auto share_at = [](int step) {
        return shortest * std::pow(longest / shortest, static_cast<float>(step) / (steps - 1));
    };
    for (int step = 0; step < steps; ++step)
        for (const Outline& view : views)
            costs[static_cast<std::size_t>(step)] += off_of(view, frame, aspect, share_at(step));
    const auto best = static_cast<int>(std::min_element(costs.begin(), costs.end()) - costs.begin());
    Focal focal{.share = share_at(best)};
    const Lens lens = lens_of(frame, focal.share);
    for (const Outline& view : views) focal.slanted += metric_of(view, lens).tilt_cosine < least_slant_cosine ? 1 : 0;
    const std::string seen = std::to_string(views.size()) + " views, " + std::to_string(focal.slanted) + " at a slant";
    if (focal.slanted < least_slanted)
        return Error{ErrorCode::NothingFound, seen + "; at least " + std::to_string(least_slanted) + " are needed"};
    // One sigma is where the sum has grown by one, times how much worse the views agree than they should.
    const float least = costs[static_cast<std::size_t>(best)];
    const float misfit = std::max(1.0F, least / static_cast<float>(2 * views.size()));
    int low = best, high = best;
    while (low > 0 && costs[static_cast<std::size_t>(low)] < least + misfit) --low;
    while (high + 1 < steps && costs[static_cast<std::size_t>(high)] < least + misfit) ++high;
    focal.spread = (share_at(high) - share_at(low)) / 2;
    if (focal.spread > most_spread_share * focal.share || low == 0 || high + 1 == steps)
        return Error{ErrorCode::NothingFound, seen + ", which do not agree on one focal length"};
    return focal;
}

}  // namespace vestibule::capture
