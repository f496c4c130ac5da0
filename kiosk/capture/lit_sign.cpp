// lit_sign - the mean step at each distance beyond each side of a document, as long as that side and falling outwards.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/sampling.hpp"
#include "kiosk/capture/signs.hpp"

namespace vestibule::capture {
namespace {

constexpr int samples = 32;        // along a side
constexpr float nearest = 0.03F;   // widths of the document: a shadow or a finger ends sooner
constexpr float farthest = 0.45F;  // a telephone's or a monitor's rim around the picture of a card
constexpr float plain_step = 14;   // grey levels over four pixels, each sample bounded by twice that
constexpr float same_way = 0.85F;  // of the samples: a rim is straight and whole
constexpr float least_glow = 10;   // grey levels by which the strip is brighter than what is beyond
constexpr int least_sides = 3;     // a hand covers one
constexpr float all_known = 0.45F, some_known = 0.3F;  // a card on a sheet of paper looks the same: never sure

struct Edge {
    bool known = false;  ///< the picture does not end before a rim could be
    float glow = 0;      ///< how much brighter the strip before the edge is than what is beyond; 0: no edge
};

Edge edge_beyond(const cv::Mat& grey, cv::Point2f from, cv::Point2f to, float width) {
    const cv::Point2f normal = outward(from, to), way = to - from;
    Edge edge;
    for (int off = static_cast<int>(nearest * width) + 2; off < static_cast<int>(farthest * width); ++off) {
        float step = 0, strip = 0, beyond = 0;
        int falling = 0, all = 0;
        for (int s = 0; s < samples; ++s) {
            const cv::Point2f at =
                from + way * ((static_cast<float>(s) + 0.5F) / samples) + normal * static_cast<float>(off);
            const cv::Point2f out = at + normal * 2, far = at + normal * 4, in = at - normal * 2;
            if (!inside(grey, far) || !inside(grey, in)) continue;
            const float inner = grey_at(grey, in), outer = grey_at(grey, out);
            step += std::clamp(inner - outer, -2 * plain_step, 2 * plain_step);
            strip += inner, beyond += grey_at(grey, far);
            falling += inner > outer ? 1 : 0;
            ++all;
        }
        if (all < samples * 3 / 4) break;
        edge.known = true;
        const auto n = static_cast<float>(all);
        if (step / n < plain_step || static_cast<float>(falling) < same_way * n) continue;
        edge.glow = std::max(edge.glow, (strip - beyond) / n);
    }
    return edge;
}

}  // namespace

Signal lit_display(const cv::Mat& grey, const std::array<Point, 4>& corners) {
    Signal signal{.sign = Sign::LitDisplay};
    const float width = std::hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
    int known = 0, rims = 0;
    for (std::size_t at = 0; at < 4; ++at) {
        const Point a = corners[at], b = corners[(at + 1) % 4];
        const Edge edge = edge_beyond(grey, {a.x, a.y}, {b.x, b.y}, width);
        known += edge.known ? 1 : 0;
        rims += edge.glow >= least_glow ? 1 : 0;
    }
    // The document fills the picture: no rim could be seen.
    if (known < least_sides) return signal;
    signal.strength = rims < least_sides ? 0.0F : rims < known ? 0.6F : 1.0F;
    signal.confidence = known == 4 ? all_known : some_known;
    return signal;
}

}  // namespace vestibule::capture
