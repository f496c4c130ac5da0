// locate - dark components of a character's size, chained along an even pitch, and a curve through each chain.
#include "kiosk/capture/mrz/locate.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <unordered_map>

namespace vestibule::capture::mrz {
namespace {

constexpr int least_height_px = 6, largest_height_px = 64;
constexpr int least_hits = 12;      // of 30 to 44 characters; the rest is found by the line itself
constexpr int most_gap = 4;         // characters in a row that touch, or drown in glare
constexpr float steepest = 0.85F;   // of a line, as a slope: 40 degrees
constexpr float off_share = 0.24F;  // of the pitch that a component may lie off its position
constexpr int bucket_px = 24;

struct Component {
    cv::Point2f middle;
    float width = 0, height = 0;
    int used = 0;
};

std::vector<Component> components_of(const cv::Mat& picture) {
    cv::Mat dark, labels, stats, centroids;
    cv::adaptiveThreshold(picture, dark, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, 31, 9);
    const int count = cv::connectedComponentsWithStats(dark, labels, stats, centroids, 8, CV_32S);
    std::vector<Component> all;
    for (int at = 1; at < count; ++at) {
        const int* row = stats.ptr<int>(at);
        const int w = row[cv::CC_STAT_WIDTH], h = row[cv::CC_STAT_HEIGHT], area = row[cv::CC_STAT_AREA];
        if (std::max(w, h) < least_height_px || std::max(w, h) > largest_height_px || area < 8) continue;
        if (w > 2 * h || h > 6 * w) continue;
        all.push_back({cv::Point2f(static_cast<float>(row[cv::CC_STAT_LEFT]) + static_cast<float>(w - 1) / 2.0F,
                                   static_cast<float>(row[cv::CC_STAT_TOP]) + static_cast<float>(h - 1) / 2.0F),
                       static_cast<float>(w), static_cast<float>(h), 0});
    }
    return all;
}

/// Components by where they lie.
class Map {
public:
    explicit Map(const std::vector<Component>& all) : all_(all) {
        for (std::size_t at = 0; at < all.size(); ++at) buckets_[key(all[at].middle)].push_back(static_cast<int>(at));
    }
    template <typename Visit>
    void near(cv::Point2f where, float radius, Visit visit) const {
        const int reach = static_cast<int>(radius / bucket_px) + 1;
        for (int dy = -reach; dy <= reach; ++dy) {
            for (int dx = -reach; dx <= reach; ++dx) {
                const auto found = buckets_.find(
                    key(where + cv::Point2f(static_cast<float>(dx * bucket_px), static_cast<float>(dy * bucket_px))));
                if (found == buckets_.end()) continue;
                for (const int at : found->second) {
                    if (cv::norm(all_[static_cast<std::size_t>(at)].middle - where) <= radius) visit(at);
                }
            }
        }
    }
    [[nodiscard]] int closest(cv::Point2f where, float radius, float height) const {
        int best = -1;
        float least = radius;
        near(where, radius, [&](int at) {
            const Component& part = all_[static_cast<std::size_t>(at)];
            if (part.height > 1.7F * height || part.height < 0.55F * height) return;
            const auto off = static_cast<float>(cv::norm(part.middle - where));
            if (off <= least) least = off, best = at;
        });
        return best;
    }

private:
    static int key(cv::Point2f at) {
        return (static_cast<int>(std::floor(at.y / bucket_px)) + 500) * 10'000 +
               static_cast<int>(std::floor(at.x / bucket_px)) + 500;
    }
    const std::vector<Component>& all_;
    std::unordered_map<int, std::vector<int>> buckets_;
};

struct Link {
    int component, position;
};

/// Follows the pitch from a pair of components in one direction.
void follow(const std::vector<Component>& all, const Map& map, int from, cv::Point2f step, int direction,
            std::vector<Link>& chain) {
    cv::Point2f at = all[static_cast<std::size_t>(from)].middle;
    const float height = all[static_cast<std::size_t>(from)].height;
    int position = 0;
    for (int gap = 1; gap <= most_gap && std::abs(position) < 50;) {
        const cv::Point2f wanted = at + step * static_cast<float>(direction * gap);
        const auto pitch = static_cast<float>(cv::norm(step));
        const int next = map.closest(wanted, off_share * pitch, height);
        if (next < 0) {
            ++gap;
            continue;
        }
        const cv::Point2f moved =
            (all[static_cast<std::size_t>(next)].middle - at) * (1.0F / static_cast<float>(direction * gap));
        position += direction * gap;
        chain.push_back({next, position});
        step = step * 0.85F + moved * 0.15F;
        // Half-way between what was foretold and what was found: a narrow J or 1 is not in the middle of its cell.
        at = wanted * 0.5F + all[static_cast<std::size_t>(next)].middle * 0.5F;
        gap = 1;
    }
}

/// A curve of that degree through the chain's middles; its mean distance from them is returned.
float fit_curve(const std::vector<Component>& all, const std::vector<Link>& chain, int degree, Track& track) {
    const auto rows = static_cast<int>(chain.size());
    cv::Mat a(rows, degree + 1, CV_32F), b(rows, 2, CV_32F), c;
    for (int row = 0; row < rows; ++row) {
        const Link& link = chain[static_cast<std::size_t>(row)];
        const auto k = static_cast<float>(link.position);
        for (int power = 0; power <= degree; ++power) a.at<float>(row, power) = power == 0 ? 1 : power == 1 ? k : k * k;
        b.at<float>(row, 0) = all[static_cast<std::size_t>(link.component)].middle.x;
        b.at<float>(row, 1) = all[static_cast<std::size_t>(link.component)].middle.y;
    }
    cv::solve(a, b, c, cv::DECOMP_QR);
    track.origin = {c.at<float>(0, 0), c.at<float>(0, 1)};
    track.step = {c.at<float>(1, 0), c.at<float>(1, 1)};
    track.bend = degree > 1 ? cv::Point2f(c.at<float>(2, 0), c.at<float>(2, 1)) : cv::Point2f();
    float off = 0;
    for (const Link& link : chain) {
        off += static_cast<float>(cv::norm(all[static_cast<std::size_t>(link.component)].middle -
                                           track.at(static_cast<float>(link.position)))) /
               static_cast<float>(rows);
    }
    return off;
}

/// The straight line, unless a parabola fits much better: a bend that is only noise leads astray beyond the ends.
std::optional<Track> fit(const std::vector<Component>& all, const std::vector<Link>& chain) {
    std::vector<Link> kept = chain;
    Track track;
    float pitch = 0;
    for (int round = 0; round < 3; ++round) {
        if (static_cast<int>(kept.size()) < least_hits) return std::nullopt;
        Track bent;
        const float straight_off = fit_curve(all, kept, 1, track);
        if (fit_curve(all, kept, 2, bent) < 0.8F * straight_off) track = bent;
        pitch = static_cast<float>(cv::norm(track.step));
        std::vector<Link> closer;
        for (const Link& link : kept) {
            const cv::Point2f off =
                all[static_cast<std::size_t>(link.component)].middle - track.at(static_cast<float>(link.position));
            if (cv::norm(off) < 0.28F * pitch) closer.push_back(link);
        }
        kept = closer;
    }
    if (static_cast<int>(kept.size()) < least_hits) return std::nullopt;
    track.hits = static_cast<int>(kept.size());
    std::vector<float> heights;
    track.first = track.last = kept.front().position;
    for (const Link& link : kept) {
        heights.push_back(all[static_cast<std::size_t>(link.component)].height);
        track.first = std::min(track.first, link.position);
        track.last = std::max(track.last, link.position);
    }
    // Capitals and digits are the taller ones; the filler is lower.
    std::sort(heights.begin(), heights.end());
    const float upright = std::abs(track.step.x) / pitch;
    track.cap_px = heights[heights.size() * 3 / 4] * upright;
    const float ratio = track.cap_px / pitch;
    if (ratio < 0.55F || ratio > 1.5F) return std::nullopt;
    return track;
}

}  // namespace

Track turned(const Track& track) {
    Track other = track;
    const auto sum = static_cast<float>(track.first + track.last);
    other.origin = track.at(sum);
    other.step = -track.way(sum);
    return other;
}

Track moved(const Track& track, float scale, cv::Point2f shift) {
    Track other = track;
    other.origin = track.origin * scale + shift;
    other.step = track.step * scale;
    other.bend = track.bend * scale;
    other.cap_px = track.cap_px * scale;
    return other;
}

std::vector<Track> find_tracks(const cv::Mat& picture) {
    std::vector<Component> all = components_of(picture);
    const Map map(all);
    std::vector<Track> tracks;
    for (std::size_t at = 0; at < all.size(); ++at) {
        const Component& first = all[at];
        if (first.used > 1) continue;
        std::vector<int> partners;
        map.near(first.middle, 1.7F * first.height, [&](int other) { partners.push_back(other); });
        for (const int other : partners) {
            const Component& second = all[static_cast<std::size_t>(other)];
            const cv::Point2f step = second.middle - first.middle;
            const float larger = std::max(first.height, second.height);
            if (step.x < 0.55F * larger || std::abs(step.y) > steepest * step.x) continue;
            if (second.height > 1.7F * first.height || second.height < 0.55F * first.height) continue;
            std::vector<Link> chain{{static_cast<int>(at), 0}};
            follow(all, map, static_cast<int>(at), step, 1, chain);
            if (chain.size() < 4) continue;
            follow(all, map, static_cast<int>(at), step, -1, chain);
            if (static_cast<int>(chain.size()) < least_hits) continue;
            const auto track = fit(all, chain);
            if (!track) continue;
            tracks.push_back(*track);
            for (const Link& link : chain) ++all[static_cast<std::size_t>(link.component)].used;
            break;
        }
    }
    std::sort(tracks.begin(), tracks.end(), [](const Track& a, const Track& b) { return a.hits > b.hits; });
    std::vector<Track> distinct;
    for (const Track& track : tracks) {
        const cv::Point2f middle = track.at(static_cast<float>(track.first + track.last) / 2);
        const bool known = std::any_of(distinct.begin(), distinct.end(), [&](const Track& other) {
            const cv::Point2f way = other.step * (1.0F / static_cast<float>(cv::norm(other.step)));
            const cv::Point2f off = middle - other.at(0);
            return std::abs(off.x * way.y - off.y * way.x - 0.0F) < 0.5F * other.cap_px &&
                   std::abs(cv::norm(track.step) / cv::norm(other.step) - 1) < 0.2;
        });
        if (!known) distinct.push_back(track);
        if (distinct.size() >= 12) break;
    }
    return distinct;
}

}  // namespace vestibule::capture::mrz
