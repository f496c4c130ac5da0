// rim - the mean step along each side at each distance from it, and of all choices of sides to move the likeliest.
#include "kiosk/capture/rim.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/capture/sampling.hpp"

namespace vestibule::capture {
namespace {

constexpr int samples = 40;                             // along a side
constexpr float corner_share = 0.1F;                    // of a side at either end, where corners are round
constexpr float nearest_mm = 0.9F, farthest_mm = 4.2F;  // from the border to what is printed as a frame
constexpr float most_of_one = 10;       // grey levels: one strong line that crosses the side is no border ...
constexpr float most_of_border = 60;    // ... but a border in focus is several times as steep as a shadow's end
constexpr float least_mean = 1.1F;      // grey levels over two pixels, along the whole side
constexpr float beyond_of_own = 0.16F;  // of the mean step of the side itself
constexpr float within_of_own = 1.6F;   // a document ends more sharply than its shadow
constexpr float same_way = 0.74F;       // of the samples: noise gives 0.5, and 0.7 once in a hundred
constexpr float alike_mm = 0.6F;        // a frame is printed equally far from all four sides
constexpr float aspect_sigma = 0.02F, skew_sigma = 0.035F;  // of an outline that is right, mostly by the lens
constexpr float nearer_share = 0.6F;  // a strip belongs to what it differs from by less than this share
constexpr float within_mm = 1.2F, beyond_mm = 1.0F;
constexpr float gain_of_side = 0.9F;     // for each of the sides that agree: the outermost is the border
constexpr float gain_of_shadow = 0.6F;   // where two sides that meet go in
constexpr float gain_wanted = 1.6F;      // where fewer agree, by how much the shape must be better
constexpr float gain_wanted_within = 3;  // the same for one side alone that goes in: a black stripe ends sharply, too
constexpr float farthest_shadow_mm = 3;

/// What lies between a side and a parallel of it.
enum class Strip : std::uint8_t { Neither, Paper, Shadow };

cv::Point2f place(cv::Point2f from, cv::Point2f to, int sample) {
    const float part = corner_share + (1 - 2 * corner_share) * (static_cast<float>(sample) + 0.5F) / samples;
    return from + (to - from) * part;
}

/// The grey levels across one side, at whole pixels from `-reach` to `reach`; negative outside the picture.
class Across {
public:
    Across(const cv::Mat& grey, cv::Point2f from, cv::Point2f to, float px_per_mm)
        : px_per_mm_(px_per_mm),
          first_(std::max(3, static_cast<int>(nearest_mm * px_per_mm))),
          last_(std::min(reach - 2, static_cast<int>(farthest_mm * px_per_mm))) {
        const cv::Point2f normal = outward(from, to);
        const int most = std::min(reach, last_ + static_cast<int>(within_mm * px_per_mm) + 2);
        for (int s = 0; s < samples; ++s) {
            const cv::Point2f middle = place(from, to, s);
            for (int off = -most; off <= most; ++off) {
                const cv::Point2f at = middle + normal * static_cast<float>(off);
                level(s, off) = inside(grey, at) ? grey_at(grey, at) : outside;
            }
        }
    }
    /// How far from the side the strongest step lies that runs along all of it and has the right strip between; 0:
    /// none.
    [[nodiscard]] int parallel(Strip wanted) const;

private:
    static constexpr int reach = 40;
    static constexpr float outside = -1;
    float& level(int sample, int off) { return levels_[static_cast<std::size_t>((off + reach) * samples + sample)]; }
    [[nodiscard]] float level(int sample, int off) const {
        return levels_[static_cast<std::size_t>((off + reach) * samples + sample)];
    }
    [[nodiscard]] float mean_step(int off, float most, float& alike) const;
    [[nodiscard]] Strip strip(int off) const;

    float px_per_mm_;
    int first_, last_;
    std::array<float, static_cast<std::size_t>((2 * reach + 1) * samples)> levels_;
};

/// The mean step at a distance, each sample bounded, and the share of them that run the same way.
float Across::mean_step(int off, float most, float& alike) const {
    float sum = 0;
    int all = 0, rising = 0;
    for (int s = 0; s < samples; ++s) {
        const float before = level(s, off - 1), after = level(s, off + 1);
        if (before < 0 || after < 0) continue;
        sum += std::clamp(after - before, -most, most);
        rising += after > before ? 1 : 0;
        ++all;
    }
    alike = 0;
    if (all < samples / 2) return 0;
    const float share = static_cast<float>(rising) / static_cast<float>(all);
    alike = std::max(share, 1 - share);
    return std::abs(sum) / static_cast<float>(all);
}

/// Beyond a side: paper of the document, which ends there; a board that it lies on differs from it more than from what
/// is beyond. Within a side: the shadow that a document throws, which is darker than the desk, but more like it than
/// like the document.
Strip Across::strip(int off) const {
    const int inner = std::min(0, off) - static_cast<int>(within_mm * px_per_mm_),
              outer = std::max(0, off) + static_cast<int>(beyond_mm * px_per_mm_);
    std::array<float, samples> within{}, after{};
    std::size_t all = 0;
    for (int s = 0; s < samples; ++s) {
        const float middle = level(s, off / 2), in = level(s, inner), out = level(s, outer);
        if (middle < 0 || in < 0 || out < 0) continue;
        within[all] = middle - in;
        after[all++] = out - middle;
    }
    if (all < samples / 2) return Strip::Neither;
    const auto median = [all](std::array<float, samples>& values) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(all / 2);
        std::nth_element(values.begin(), at, values.begin() + static_cast<std::ptrdiff_t>(all));
        return *at;
    };
    const float to_within = std::abs(median(within)), to_after = median(after);
    if (to_within < nearer_share * std::abs(to_after)) return Strip::Paper;
    return to_after > 0 && to_after < nearer_share * to_within ? Strip::Shadow : Strip::Neither;
}

int Across::parallel(Strip wanted) const {
    const float most = wanted == Strip::Paper ? most_of_one : most_of_border;
    float alike = 0, own = 0;
    for (const int off : {-1, 0, 1}) own = std::max(own, mean_step(off, most, alike));
    const int way = wanted == Strip::Paper ? 1 : -1;
    std::array<float, reach + 1> mean{}, same{};
    for (int at = first_ - 1; at <= last_ + 1; ++at) {
        const auto index = static_cast<std::size_t>(at);
        mean[index] = mean_step(at * way, most, same[index]);
    }
    float best = std::max(least_mean, own * (wanted == Strip::Paper ? beyond_of_own : within_of_own));
    int found = 0;
    const int last =
        wanted == Strip::Paper ? last_ : std::min(last_, static_cast<int>(farthest_shadow_mm * px_per_mm_));
    for (int at = first_; at <= last; ++at) {
        const auto index = static_cast<std::size_t>(at);
        const bool peak = mean[index] >= mean[index - 1] && mean[index] > mean[index + 1];
        if (!peak || mean[index] < best || same[index] < same_way) continue;
        best = mean[index], found = at * way;
    }
    return found != 0 && strip(found) == wanted ? found : 0;
}

std::array<cv::Point2f, 4> moved(const std::array<cv::Point2f, 4>& corners, const std::array<float, 4>& by_px) {
    std::array<std::pair<cv::Point2f, cv::Point2f>, 4> sides;
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2f off = outward(corners[i], corners[(i + 1) % 4]) * by_px[i];
        sides[i] = {corners[i] + off, corners[(i + 1) % 4] + off};
    }
    std::array<cv::Point2f, 4> out = corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto& [a, b] = sides[(i + 3) % 4];
        const auto& [c, d] = sides[i];
        if (const auto met = crossing(a, b, c, d)) out[i] = *met;
    }
    return out;
}

/// How unlikely the shape is; as a sum of squared sigmas.
float unlikely(const std::array<cv::Point2f, 4>& corners, const Wanted& wanted) {
    const Metric metric = metric_of(corners, wanted.lens);
    if (metric.aspect <= 0) return 1e6F;
    const float aspect = std::log(metric.aspect / wanted.aspect) / aspect_sigma, skew = metric.skew_cosine / skew_sigma;
    return aspect * aspect + skew * skew;
}

struct Parallels {
    std::array<float, 4> out{}, in{};
    float usual_out = 0;  ///< of those that are there
};

/// One choice of sides to move: how far each goes, and what it must be worth. Nothing where it makes no sense.
struct Choice {
    std::array<float, 4> by{};
    float cost = 0;
};
std::optional<Choice> choice_of(unsigned number, const Parallels& seen, float px_per_mm) {
    Choice choice;
    int out = 0, alike = 0, guessed = 0, in = 0, opposite = 0;
    for (std::size_t i = 0; i < 4; ++i, number /= 3) {
        if (number % 3 == 1) {
            out += seen.out[i] > 0 ? 1 : 0, guessed += seen.out[i] > 0 ? 0 : 1;
            alike += seen.out[i] > 0 && std::abs(seen.out[i] - seen.usual_out) < alike_mm * px_per_mm ? 1 : 0;
            choice.by[i] = seen.out[i] > 0 ? seen.out[i] : seen.usual_out;
        } else if (number % 3 == 2) {
            if (seen.in[i] == 0) return std::nullopt;
            ++in, opposite += i >= 2 && choice.by[i - 2] < 0 ? 1 : 0;
            choice.by[i] = seen.in[i];
        }
    }
    if (in + out + guessed == 0) return std::nullopt;
    // A frame is printed equally far from all sides, of which some may be under fingers; a shadow falls on two sides.
    const bool frame = in == 0 && alike == out && alike >= 2, shadow = out + guessed == 0 && in == 2 && opposite == 0;
    if ((guessed > 0 && !frame) || (in > 0 && !shadow && in + out > 1)) return std::nullopt;
    choice.cost = frame    ? -gain_of_side * static_cast<float>(out)
                  : shadow ? -gain_of_shadow
                  : in > 0 ? gain_wanted_within
                           : gain_wanted;
    return choice;
}

}  // namespace

std::array<cv::Point2f, 4> settle_rim(const cv::Mat& grey, const std::array<cv::Point2f, 4>& corners,
                                      const Wanted& wanted) {
    const auto width = static_cast<float>(cv::norm(corners[1] - corners[0]) + cv::norm(corners[2] - corners[3])) / 2;
    const float px_per_mm = width / wanted.width_mm;
    Parallels seen;
    std::array<float, 4> known{};
    std::size_t count = 0;
    bool any = false;
    for (std::size_t i = 0; i < 4; ++i) {
        const Across across(grey, corners[i], corners[(i + 1) % 4], px_per_mm);
        seen.out[i] = static_cast<float>(across.parallel(Strip::Paper));
        seen.in[i] = static_cast<float>(across.parallel(Strip::Shadow));
        if (seen.out[i] > 0) known[count++] = seen.out[i];
        any = any || seen.out[i] > 0 || seen.in[i] < 0;
    }
    if (!any) return corners;
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(count / 2);
    if (count > 0) std::nth_element(known.begin(), middle, known.begin() + static_cast<std::ptrdiff_t>(count));
    seen.usual_out = count > 0 ? *middle : 0;
    std::array<cv::Point2f, 4> best = corners;
    float least = unlikely(corners, wanted);
    constexpr unsigned choices = 3 * 3 * 3 * 3;  // each side stays, goes out or goes in
    for (unsigned number = 1; number < choices; ++number) {
        const auto choice = choice_of(number, seen, px_per_mm);
        if (!choice) continue;
        const auto there = moved(corners, choice->by);
        const float cost = unlikely(there, wanted) + choice->cost;
        if (cost < least) least = cost, best = there;
    }
    return best;
}

}  // namespace vestibule::capture
