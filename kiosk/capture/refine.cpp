// refine - first, at half size, the line near a side that most of its samples have an edge on, the outermost where
// several are as good; then, at full size, the middle of the edge at each sample and a line through them.
#include "kiosk/capture/refine.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "kiosk/capture/sampling.hpp"

namespace vestibule::capture {
namespace {

constexpr float round_share = 0.07F;    // of a side at either end, where corners are round
constexpr float coarse_step_px = 0.5F;  // of the half-size picture: a reach of six of its pixels
constexpr float least_step = 2.5F;      // grey levels: less is no edge but noise
constexpr float as_good = 0.93F;        // of the best line's evidence: then the outer one is the document's border
constexpr float fine_step_px = 0.5F;    // of the full picture: a reach of six pixels
constexpr float least_support = 0.25F;  // of the samples
constexpr float on_edge_px = 2.0F;      // a sample that lies further from the line is a finger's or a table's

float along_of(int sample, int samples) {
    return round_share + (1 - 2 * round_share) * (static_cast<float>(sample) + 0.5F) / static_cast<float>(samples);
}

cv::Point2f scaled(cv::Point2f at, float by) {
    return (at + cv::Point2f(0.5F, 0.5F)) * by - cv::Point2f(0.5F, 0.5F);
}

/// The longest stretch of samples that do not lie on the edge; one in six may by chance.
float longest_gap(std::span<const bool> on) {
    constexpr std::size_t one_in = 6;
    std::size_t longest = 0;
    for (std::size_t from = 0; from < on.size(); ++from) {
        std::size_t hits = 0;
        for (std::size_t to = from; !on[from] && to < on.size(); ++to) {
            hits += on[to] ? 1 : 0;
            if (!on[to] && hits * one_in <= to + 1 - from) longest = std::max(longest, to + 1 - from);
        }
    }
    return (1 - 2 * round_share) * static_cast<float>(longest) / static_cast<float>(on.size());
}

}  // namespace

void Refiner::coarse(const cv::Mat& half, Side& side) {
    const cv::Point2f normal = outward(side.from, side.to), way = side.to - side.from;
    const cv::Point2f tangent(-normal.y, normal.x);
    std::array<float, samples> strongest{};
    for (std::size_t s = 0; s < samples; ++s) {
        const cv::Point2f middle = side.from + way * along_of(static_cast<int>(s), samples);
        for (std::size_t o = 0; o < steps; ++o) {
            const cv::Point2f at = middle + normal * ((static_cast<float>(o) - steps / 2) * coarse_step_px);
            float step = 0;
            if (inside(half, at)) {
                for (const float off : {-1.2F, 0.0F, 1.2F})
                    step += grey_at(half, at + normal + tangent * off) - grey_at(half, at - normal + tangent * off);
            }
            profile_[s][o] = std::abs(step) / 3;
            strongest[s] = std::max(strongest[s], profile_[s][o]);
        }
    }
    std::array<float, samples> sorted = strongest;
    std::nth_element(sorted.begin(), sorted.begin() + samples / 2, sorted.end());
    const float enough = std::max(least_step, sorted[samples / 2] * 0.8F);
    for (auto& row : profile_)
        for (float& one : row) one = std::min(1.0F, one / enough);

    std::array<std::array<float, steps>, steps> evidence{};
    float best = 0;
    for (std::size_t a = 0; a < steps; ++a) {
        for (std::size_t b = 0; b < steps; ++b) {
            float sum = 0;
            for (std::size_t s = 0; s < samples; ++s) {
                const float part = along_of(static_cast<int>(s), samples);
                sum += profile_[s][static_cast<std::size_t>(static_cast<float>(a) * (1 - part) +
                                                            static_cast<float>(b) * part + 0.5F)];
            }
            // Staying where the finder was costs nothing, and going to the end of the reach a little.
            const float off =
                (std::abs(static_cast<float>(a) - steps / 2) + std::abs(static_cast<float>(b) - steps / 2)) / steps;
            evidence[a][b] = sum / samples - 0.04F * off;
            best = std::max(best, evidence[a][b]);
        }
    }
    std::size_t from = steps / 2, to = steps / 2, outermost = 0;
    for (std::size_t a = 1; a + 1 < steps; ++a) {
        for (std::size_t b = 1; b + 1 < steps; ++b) {
            const float here = evidence[a][b];
            if (here < best * as_good || here < evidence[a - 1][b - 1] || here < evidence[a + 1][b + 1]) continue;
            if (a + b < outermost || (a + b == outermost && here <= evidence[from][to])) continue;
            from = a, to = b, outermost = a + b;
        }
    }
    side.support = best;
    const cv::Point2f begin = side.from, end = side.to;
    side.from = begin + normal * ((static_cast<float>(from) - steps / 2) * coarse_step_px);
    side.to = end + normal * ((static_cast<float>(to) - steps / 2) * coarse_step_px);
}

/// A line through the samples' places, from which those that lie off are let go.
bool Refiner::through_places(float& offset, float& slope) const {
    offset = slope = 0;
    float reach = 3;
    for (int round = 0; round < 4; ++round, reach = std::max(1.0F, reach * 0.6F)) {
        float n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (std::size_t s = 0; s < samples; ++s) {
            const float x = along_of(static_cast<int>(s), samples) - 0.5F;
            const float off = std::abs(place_[s] - offset - slope * x);
            const float w = weight_[s] / (1 + off * off / (reach * reach));
            n += w, sx += w * x, sy += w * place_[s], sxx += w * x * x, sxy += w * x * place_[s];
        }
        const float spread = n * sxx - sx * sx;
        if (n <= 0 || spread <= 1e-6F * n * n) return false;
        slope = (n * sxy - sx * sy) / spread;
        offset = (sy - slope * sx) / n;
    }
    return true;
}

/// How many samples lie on the line, and how wide their edge is.
void Refiner::spread(float offset, float slope, Side& side) const {
    int on_edge = 0;
    std::array<bool, samples> on{};
    std::array<float, steps> mean{};
    for (std::size_t s = 0; s < samples; ++s) {
        const float wanted = offset + slope * (along_of(static_cast<int>(s), samples) - 0.5F);
        if (weight_[s] <= 0 || std::abs(place_[s] - wanted) > on_edge_px) continue;
        ++on_edge;
        on[s] = true;
        const int shift = static_cast<int>(std::lround(wanted / fine_step_px));
        for (int o = 0; o < steps; ++o) {
            const int from = o + shift;
            if (from >= 0 && from < steps)
                mean[static_cast<std::size_t>(o)] += std::abs(profile_[s][static_cast<std::size_t>(from)]);
        }
    }
    side.support = static_cast<float>(on_edge) / samples;
    side.gap = longest_gap(on);
    side.step = on_edge > 0 ? mean[steps / 2] / static_cast<float>(on_edge) : 0;
    if (on_edge >= samples / 3) {
        // Width at half of the height above what lies around; a step of 1.5 px and tables of half pixels are in it.
        const float top = *std::max_element(mean.begin() + steps / 2 - 3, mean.begin() + steps / 2 + 4);
        const float floor = std::min(mean.front(), mean.back());
        float wide = 0;
        for (int direction : {-1, 1}) {
            int o = steps / 2;
            while (o > 0 && o < steps - 1 && mean[static_cast<std::size_t>(o)] - floor > (top - floor) / 2)
                o += direction;
            wide += static_cast<float>(std::abs(o - steps / 2)) - 0.5F;
        }
        const float full = wide * fine_step_px;
        side.sigma_px = std::sqrt(std::max(0.04F, full * full / 5.545F - 1.5F * 1.5F / 12));
    }
}

void Refiner::fine(const cv::Mat& grey, Side& side) {
    const cv::Point2f normal = outward(side.from, side.to), way = side.to - side.from;
    const cv::Point2f tangent(-normal.y, normal.x);
    float polarity = 0;
    for (std::size_t s = 0; s < samples; ++s) {
        const cv::Point2f middle = side.from + way * along_of(static_cast<int>(s), samples);
        for (std::size_t o = 0; o < steps; ++o) {
            const cv::Point2f at = middle + normal * ((static_cast<float>(o) - steps / 2) * fine_step_px);
            float step = 0;
            if (inside(grey, at)) {
                for (const float off : {-2.0F, 0.0F, 2.0F})
                    step += grey_at(grey, at + normal * 0.75F + tangent * off) -
                            grey_at(grey, at - normal * 0.75F + tangent * off);
            }
            profile_[s][o] = step / 3;
            if (std::abs(static_cast<float>(o) - steps / 2) < 6) polarity += step;
        }
    }
    // Before a cluttered background a side may change from dark to bright: each sample has its own polarity, but a
    // sample that is against the rest counts less.
    for (std::size_t s = 0; s < samples; ++s) {
        auto& row = profile_[s];
        std::size_t top = 0;
        float strength = 0;
        for (std::size_t o = 0; o < steps; ++o) {
            const float near =
                std::abs(row[o]) * (1.15F - 0.3F * std::abs(static_cast<float>(o) - steps / 2) / (steps / 2));
            if (near > strength) strength = near, top = o;
        }
        const float sign = row[top] < 0 ? -1.0F : 1.0F;
        float sum = 0, moment = 0;
        for (std::size_t o = top; o < steps && row[o] * sign > 0.35F * std::abs(row[top]); ++o)
            sum += row[o] * sign, moment += row[o] * sign * static_cast<float>(o);
        for (std::size_t o = top; o-- > 0 && row[o] * sign > 0.35F * std::abs(row[top]);)
            sum += row[o] * sign, moment += row[o] * sign * static_cast<float>(o);
        place_[s] = sum > 0 ? (moment / sum - steps / 2) * fine_step_px : 0;
        weight_[s] = strength < least_step ? 0 : std::min(strength, 24.0F) * (sign * polarity < 0 ? 0.5F : 1.0F);
    }
    float offset = 0, slope = 0;
    side.support = 0;
    if (!through_places(offset, slope)) return;
    spread(offset, slope, side);
    if (side.support < least_support) return;  // the finder's own idea is as good as so few samples
    const cv::Point2f begin = side.from, end = side.to;
    side.from = begin + normal * (offset - slope * 0.5F);
    side.to = end + normal * (offset + slope * 0.5F);
}

Refined Refiner::refine(const Images& images, const std::array<cv::Point2f, 4>& corners,
                        const std::optional<Document>& document) {
    Refined out;
    std::array<Side, 4> sides;
    std::array<cv::Point2f, 4> at;
    for (std::size_t i = 0; i < 4; ++i) at[i] = scaled(corners[i], images.small_scale() / images.half_scale());
    const auto meet = [&](float farthest_px) {
        for (std::size_t i = 0; i < 4; ++i) {
            const Side &before = sides[(i + 3) % 4], &after = sides[i];
            const auto moved = crossing(before.from, before.to, after.from, after.to);
            if (moved && cv::norm(*moved - at[i]) < farthest_px) at[i] = *moved;
        }
    };
    const auto set = [&] {
        for (std::size_t i = 0; i < 4; ++i) sides[i].from = at[i], sides[i].to = at[(i + 1) % 4];
    };
    set();
    for (Side& side : sides) coarse(images.half, side);
    meet(14);
    if (document) {
        const Lens lens = lens_of(images.half.size(), document->focal_share);
        at = settle_rim(images.half, at, {document->aspect, document->width_mm, lens});
    }
    for (auto& corner : at) corner = scaled(corner, images.half_scale());
    set();
    for (Side& side : sides) fine(images.grey, side);
    meet(14);
    std::array<float, 4> sigmas{};
    std::size_t known = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        out.corners[i] = from_cv(at[i]);
        out.sides[i] = sides[i].support;
        out.gaps[i] = sides[i].gap;
        out.steps[i] = sides[i].step;
        if (sides[i].sigma_px > 0) sigmas[known++] = sides[i].sigma_px;
    }
    std::sort(sigmas.begin(), sigmas.begin() + static_cast<std::ptrdiff_t>(known));
    if (known > 0) out.edge_sigma_px = sigmas[known / 2];
    return out;
}

}  // namespace vestibule::capture
