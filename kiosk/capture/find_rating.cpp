// find_rating - the one score of an outline: its shape, how much of its sides lies on edges, how little they go on
// beyond its corners, and that it has print and no lines that run through it.
#include <algorithm>
#include <cmath>

#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

float bell(float off, float wide) {
    return std::exp(-off * off / (2 * wide * wide));
}

/// Whether one outline lies around the other: no corner of the inner one is outside, and the outer one is larger, but
/// not by so much that the inner one is a picture or a code.
bool encloses(const std::array<cv::Point2f, 4>& outer, const std::array<cv::Point2f, 4>& inner) {
    constexpr float slack_px = 2.5F, least_growth = 0.015F, most_growth = 0.4F;
    float outer_area = 0, inner_area = 0;
    for (std::size_t at = 0; at < 4; ++at) {
        const cv::Point2f from = outer[at], way = outer[(at + 1) % 4] - from;
        const auto length = static_cast<float>(cv::norm(way));
        for (const cv::Point2f& corner : {inner[at], inner[(at + 1) % 4]})
            if (way.cross(corner - from) < -slack_px * length) return false;
        outer_area += from.cross(outer[(at + 1) % 4]);
        inner_area += inner[at].cross(inner[(at + 1) % 4]);
    }
    return outer_area > inner_area * (1 + least_growth) && outer_area < inner_area * (1 + most_growth);
}

}  // namespace

/// 0, or a factor by the outline's size; cheap, so that it comes first. Larger outlines are a little better.
float Finder::size_of(const std::array<cv::Point2f, 4>& c, int cut_off, bool level_cut) const {
    const float top = c[1].x - c[0].x, bottom = c[2].x - c[3].x, left = c[3].y - c[0].y, right = c[2].y - c[1].y;
    const float width = (top + bottom) / 2, height = (left + right) / 2;
    if (width < limits::smallest_width_share * static_cast<float>(size_.width) || height < 12) return 0;
    const float shape = width / height / aspect_;
    if (cut_off == 0 && (shape < 0.6F || shape > 1.6F)) return 0;
    if (std::max(top, bottom) > 1.6F * std::min(top, bottom) || std::max(left, right) > 1.6F * std::min(left, right))
        return 0;
    const float size_bonus =
        0.86F + 0.14F * std::min(1.0F, std::sqrt(width * height / static_cast<float>(size_.area())));
    if (cut_off == 0) return size_bonus;
    // The part that is left of a document is too narrow where its left or right is cut off, else too low.
    if (cut_off == 1 && (level_cut ? shape < 0.97F : shape > 1.03F)) return 0;
    return shape < 0.45F || shape > 2.2F ? 0 : size_bonus * limits::cut_off_discount;
}

/// 0..1: how well a whole outline is the wanted rectangle, seen through this lens.
float Finder::shape_of(const std::array<cv::Point2f, 4>& c) const {
    const Metric metric = metric_of(c, lens_);
    if (metric.aspect <= 0 || metric.tilt_cosine < limits::least_tilt_cosine) return 0;
    return bell(std::log(metric.aspect / aspect_), limits::aspect_tolerance) *
           bell(metric.skew_cosine, limits::skew_tolerance);
}

/// 0..1: a document has print; a wall, a screen that is off or a sheet of paper has none.
float Finder::content_of(const std::array<cv::Point2f, 4>& c) const {
    const float x0 = std::max(c[0].x, c[3].x), x1 = std::min(c[1].x, c[2].x), y0 = std::max(c[0].y, c[1].y),
                y1 = std::min(c[2].y, c[3].y);
    const float inset_x = (x1 - x0) * 0.08F, inset_y = (y1 - y0) * 0.08F;
    const int left = static_cast<int>(x0 + inset_x), right = static_cast<int>(x1 - inset_x),
              top = static_cast<int>(y0 + inset_y), bottom = static_cast<int>(y1 - inset_y);
    if (right - left < 8 || bottom - top < 8) return 0;
    const auto area = static_cast<float>((right - left) * (bottom - top));
    return std::min(1.0F, static_cast<float>(edges_.count(left, top, right, bottom)) / area / limits::print_share);
}

/// The mean share by which sides go on beyond their corners; `missing` is the side that was not seen, or 4.
float Finder::goes_on(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& c,
                      std::size_t missing) const {
    float on = 0, ends = 0;
    const bool page = aspect_ < limits::page_aspect;  // the sides of an open passport's page go on beyond its spine
    for (std::size_t at = 0; at < 4; ++at) {
        const bool level = at % 2 == 0;
        if (at == missing || sides[at]->frame_side) continue;
        const auto limit = static_cast<float>(level ? size_.width : size_.height);
        const cv::Point2f a = c[at], b = c[(at + 1) % 4];
        for (const bool first : {true, false}) {
            const bool upper = !level && first == (at == 1);
            if (page && upper) continue;
            const float here = level ? (first ? a.x : b.x) : (first ? a.y : b.y);
            const float there = level ? (first ? b.x : a.x) : (first ? b.y : a.y);
            const float from = here + 0.05F * (here - there);
            const float to = std::clamp(here + 0.22F * (here - there), 0.0F, limit);
            if (std::min(from, to) < 0 || std::max(from, to) > limit || std::abs(to - from) < 3) continue;
            on += sides[at]->support(std::min(from, to), std::max(from, to)), ends += 1;
        }
    }
    return ends > 0 ? on / ends : 0;
}

/// How many lines cross the outline and go on at both of its ends: tiles and squared paper are full of them, but what
/// lies under a document ends at it, and what is printed on it too. Where the picture ends before that can be seen,
/// only several lines in both directions tell: no document has those from border to border.
int Finder::through(const std::array<cv::Point2f, 4>& c, float strong) const {
    constexpr float gap = 0.04F, beyond = 0.25F, least_px = 6, border_px = 2;  // Sobel has no edges at the border
    int count = 0;
    const auto look = [&](const std::vector<Line>& lines, float begin, float end, float low, float high, float limit) {
        int unseen = 0;
        for (const Line& line : lines) {
            if (line.votes <= 0 || line.strength < strong) continue;
            const float middle = line.across((begin + end) / 2);
            if (middle < low || middle > high || line.support(begin, end) <= limits::through_support) continue;
            const float length = end - begin;
            const float before = std::max(border_px, begin - beyond * length), first = begin - gap * length;
            const float after = std::min(limit - border_px, end + beyond * length), last = end + gap * length;
            const bool see_before = first - before >= least_px, see_after = after - last >= least_px;
            const bool leaves = (!see_before || line.support(before, first) > limits::through_support) &&
                                (!see_after || line.support(last, after) > limits::through_support);
            if (leaves) see_before || see_after ? ++count : ++unseen;
        }
        return unseen;
    };
    const float x0 = (c[0].x + c[3].x) / 2, x1 = (c[1].x + c[2].x) / 2, y0 = (c[0].y + c[1].y) / 2,
                y1 = (c[2].y + c[3].y) / 2;
    const float inset_x = 0.07F * (x1 - x0), inset_y = 0.07F * (y1 - y0);
    const int level = look(edges_.level(), x0, x1, y0 + inset_y, y1 - inset_y, static_cast<float>(size_.width));
    const int upright = look(edges_.upright(), y0, y1, x0 + inset_x, x1 - inset_x, static_cast<float>(size_.height));
    return count + (count + std::min(level, upright) >= limits::lines_of_a_grid ? level + upright : 0);
}

/// How many lines cross a side that was not seen and go on: a document's print ends before its border.
int Finder::across_missing(std::size_t missing, const std::array<cv::Point2f, 4>& c) const {
    const bool level = missing % 2 == 0;
    const cv::Point2f a = c[missing], b = c[(missing + 1) % 4];
    const float low = level ? std::min(a.x, b.x) : std::min(a.y, b.y),
                high = level ? std::max(a.x, b.x) : std::max(a.y, b.y);
    const float place = level ? (a.y + b.y) / 2 : (a.x + b.x) / 2, inset = 0.06F * (high - low);
    const auto reach = 0.2F * static_cast<float>(cv::norm(c[(missing + 2) % 4] - b));
    int count = 0;
    for (const Line& line : level ? edges_.upright() : edges_.level()) {
        if (line.votes <= 0) continue;
        const float crosses = line.across(place);
        if (crosses < low + inset || crosses > high - inset) continue;
        const bool goes_on = line.support(place - reach, place - 2) > limits::through_support &&
                             line.support(place + 2, place + reach) > limits::through_support;
        count += goes_on ? 1 : 0;
    }
    return count;
}

/// The share of one side that lies on edges. Round corners and thumbs near them do not count.
float Finder::support(const Line& line, float from, float to) {
    // A border is sharper than the shadow that it throws.
    const float sharp = 0.85F + 0.15F * std::min(1.0F, line.strength / limits::strong_edge);
    return line.support(from + 0.07F * (to - from), to - 0.07F * (to - from)) * sharp;
}

float Finder::support(const Line& line, std::size_t at, const std::array<cv::Point2f, 4>& c) {
    const cv::Point2f a = c[at], b = c[(at + 1) % 4];
    const bool level = at % 2 == 0;
    return support(line, std::min(level ? a.x : a.y, level ? b.x : b.y),
                   std::max(level ? a.x : a.y, level ? b.x : b.y));
}

/// What a candidate must score to be better than the best so far. A frame, a header or a code is printed within a
/// document, so that the outer of two outlines need not be quite as good as the inner one, if all its sides show.
float Finder::wanted(const Quad& quad) const {
    if (quad.plain && encloses(quad.corners, best_.corners)) return best_.score / limits::outer_bonus;
    return best_.plain && encloses(best_.corners, quad.corners) ? best_.score * limits::outer_bonus : best_.score;
}

std::optional<Finder::Shown> Finder::shown_of(const std::array<const Line*, 4>& sides,
                                              const std::array<cv::Point2f, 4>& c, std::size_t missing) {
    Shown shown;
    float sum = 0;
    for (std::size_t at = 0; at < 4; ++at) {
        if (at == missing || sides[at]->frame_side) continue;
        const float share = support(*sides[at], at, c);
        if (share < limits::side_support) return std::nullopt;
        sum += share, shown.least = std::min(shown.least, share), shown.seen += 1;
    }
    shown.mean = sum / shown.seen;
    return shown;
}

/// One score of a shape, its sides' support and what lies beyond and within them.
void Finder::rate(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& c, float shape,
                  const Shown& shown, std::size_t missing) {
    const float need = encloses(c, best_.corners) ? best_.score / limits::outer_bonus : best_.score;
    float score = shape * shown.score();
    if (shown.mean < (shown.seen < 4 ? limits::three_sides_support : limits::mean_support) || score <= need) return;
    const float on = goes_on(sides, c, missing);
    if (on > (shown.seen < 4 ? limits::goes_on_three_sides : limits::goes_on_most)) return;
    score *= 1 - 0.7F * on;
    if (score <= need) return;
    score *= 0.3F + 0.7F * content_of(c);
    if (score <= need) return;
    float strong = 1e6F;  // grain is weaker than any border
    for (std::size_t at = 0; at < 4; ++at)
        if (at != missing && !sides[at]->frame_side) strong = std::min(strong, sides[at]->strength);
    int through_lines = through(c, 0.7F * strong);
    if (missing < 4) through_lines += across_missing(missing, c);
    score *= std::pow(limits::through_line, static_cast<float>(through_lines));
    if (last_) {
        float off = 0;
        for (std::size_t at = 0; at < 4; ++at) off = std::max(off, static_cast<float>(cv::norm(c[at] - (*last_)[at])));
        if (off < limits::same_place_share * static_cast<float>(size_.width)) score *= limits::same_place_bonus;
    }
    const Quad quad{c, score, shown.seen == 4 && shown.least >= limits::plain_side};
    if (best_.score <= 0 || score > wanted(quad)) best_ = quad;
}

}  // namespace vestibule::capture
