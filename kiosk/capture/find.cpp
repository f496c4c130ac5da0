// find - every four lines that could be a document's sides, and one score for each: how much of the sides lies on
// edges, times how well the outline fits the wanted rectangle seen through this lens, times how little its sides go on
// beyond its corners. That is one stage: candidates are neither ranked by one measure and then by another, nor is
// contrast within or around them compared (which is what US 2023/0137300 describes).
#include "kiosk/capture/find.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

std::optional<cv::Point2f> crossing(const Line& level, const Line& upright) {
    const float determinant = 1 - level.slope * upright.slope;
    if (std::abs(determinant) < 0.3F) return std::nullopt;
    const float x = (upright.at_zero + upright.slope * level.at_zero) / determinant;
    return cv::Point2f(x, level.across(x));
}

}  // namespace

Finder::Finder(float focal_share) : focal_share_(focal_share) {}

void Finder::meet() {
    const auto room = limits::beyond_share * static_cast<float>(size_.width);
    around_ = {-room, -room, static_cast<float>(size_.width) + 2 * room, static_cast<float>(size_.height) + 2 * room};
    for (std::size_t level = 0; level < Edges::most_lines; ++level) {
        for (std::size_t upright = 0; upright < Edges::most_lines; ++upright) {
            const auto at = crossing(edges_.level()[level], edges_.upright()[upright]);
            meetings_[level][upright] = {at.value_or(cv::Point2f()), at && around_.contains(*at)};
        }
    }
}

void Finder::look_at(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right) {
    const std::array<const Meeting*, 4> met = {&meetings_[top][left], &meetings_[top][right], &meetings_[bottom][right],
                                               &meetings_[bottom][left]};
    if (!met[0]->near || !met[1]->near || !met[2]->near || !met[3]->near) return;
    const std::array<const Line*, 4> sides = {&edges_.level()[top], &edges_.upright()[right], &edges_.level()[bottom],
                                              &edges_.upright()[left]};
    const int level_cut = sides[0]->frame_side + sides[2]->frame_side,
              upright_cut = sides[1]->frame_side + sides[3]->frame_side;
    if (level_cut + upright_cut > 1) return;
    const std::array<cv::Point2f, 4> c = {met[0]->at, met[1]->at, met[2]->at, met[3]->at};
    // The cheap first: most outlines have a side that does not show.
    const float size = size_of(c, level_cut + upright_cut, level_cut > 0);
    if (size * limits::outer_bonus <= best_.score) return;
    const auto shown = shown_of(sides, c, 4);
    if (!shown || shown->mean < limits::mean_support) return;
    if (size * shown->score() * limits::outer_bonus <= best_.score) return;
    // Tiles and stripes have hundreds of outlines whose sides all show, and go on.
    const float on = goes_on(sides, c, 4);
    if (on > limits::goes_on_most || size * shown->score() * (1 - 0.7F * on) * limits::outer_bonus <= best_.score)
        return;
    const float shape = level_cut + upright_cut > 0 ? size : size * shape_of(c);
    if (shape * shown->score() * limits::outer_bonus > best_.score) rate(sides, c, shape, *shown, 4);
}

/// Three sides and the wanted shape tell where the fourth must be: a dark card's header on a dark desk has no edge.
void Finder::complete(std::size_t missing, std::size_t before_at, std::size_t facing_at, std::size_t after_at) {
    const bool level = missing % 2 == 0;
    const auto met = [&](std::size_t side) -> const Meeting& {
        return level ? meetings_[facing_at][side] : meetings_[side][facing_at];
    };
    const Meeting &far_after = met(after_at), &far_before = met(before_at);
    if (!far_after.near || !far_before.near) return;
    const auto &facing = (level ? edges_.level() : edges_.upright())[facing_at],
               &before = (level ? edges_.upright() : edges_.level())[before_at],
               &after = (level ? edges_.upright() : edges_.level())[after_at];
    if (facing.frame_side) return;
    std::array<cv::Point2f, 4> c;
    const std::size_t from = missing, to = (missing + 1) % 4;
    c[(missing + 2) % 4] = far_after.at, c[(missing + 3) % 4] = far_before.at;
    const auto length = static_cast<float>(cv::norm(far_after.at - far_before.at));
    const float away = (level ? length / aspect_ : length * aspect_) * (missing == 0 || missing == 3 ? -1.0F : 1.0F);
    float a = (level ? far_before.at.y : far_before.at.x) + away, b = (level ? far_after.at.y : far_after.at.x) + away;
    const auto place = [&](float at_a, float at_b) {
        c[from] = level ? cv::Point2f(before.across(at_a), at_a) : cv::Point2f(at_a, before.across(at_a));
        c[to] = level ? cv::Point2f(after.across(at_b), at_b) : cv::Point2f(at_b, after.across(at_b));
        const Metric metric = metric_of(c, lens_);
        return cv::Point2f(std::log(std::max(0.05F, metric.aspect) / aspect_), metric.skew_cosine);
    };
    place(a, b);
    std::array<const Line*, 4> sides{};
    sides[missing] = &facing, sides[(missing + 1) % 4] = &after, sides[(missing + 2) % 4] = &facing,
    sides[(missing + 3) % 4] = &before;
    // The sides that are there hardly change from here on: what they cannot become need not be shaped.
    constexpr float slack = 1.08F;
    const auto shown_before = shown_of(sides, c, missing);
    if (!shown_before || shown_before->mean * slack < limits::three_sides_support) return;
    if (limits::three_sides_discount * shown_before->score() * limits::outer_bonus * slack <= best_.score) return;
    if (goes_on(sides, c, missing) > 1.5F * limits::goes_on_three_sides) return;
    for (int round = 0; round < 3; ++round) {  // Newton's steps to the wanted aspect and to right angles
        const cv::Point2f here = place(a, b), by_a = place(a + 1, b) - here, by_b = place(a, b + 1) - here;
        const float determinant = by_a.x * by_b.y - by_b.x * by_a.y;
        if (std::abs(determinant) < 1e-7F) return;
        a -= std::clamp((here.x * by_b.y - by_b.x * here.y) / determinant, -20.0F, 20.0F);
        b -= std::clamp((by_a.x * here.y - here.x * by_a.y) / determinant, -20.0F, 20.0F);
    }
    place(a, b);
    if (metric_of(c, lens_).tilt_cosine < limits::three_sides_tilt_cosine) return;
    if (!std::all_of(c.begin(), c.end(), [&](const cv::Point2f& corner) { return around_.contains(corner); })) return;
    const float shape = size_of(c, 0, false) * shape_of(c) * limits::three_sides_discount;
    if (shape * limits::outer_bonus <= best_.score) return;
    if (const auto shown = shown_of(sides, c, missing)) rate(sides, c, shape, *shown, missing);
}

void Finder::pair_up(const std::vector<Line>& lines, float middle, float apart, Pairs& pairs) {
    pairs.count = 0;
    // Those of the strongest lines first: where too many outlines are possible, the rest is left out.
    for (std::size_t b = 1; b < lines.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            if (lines[a].votes < 0 || lines[b].votes < 0) continue;
            const float gap = lines[b].across(middle) - lines[a].across(middle);
            if (std::abs(gap) < apart) continue;
            const bool cut = lines[a].frame_side || lines[b].frame_side;
            pairs.all[pairs.count++] = gap > 0 ? Pair{a, b, gap, cut, 0} : Pair{b, a, -gap, cut, 0};
        }
    }
}

/// Most lines end elsewhere: of hundreds of thousands of outlines this leaves some thousands.
void Finder::note_shown(bool level, Pairs& pairs) const {
    const std::vector<Line>& between = level ? edges_.upright() : edges_.level();
    for (std::size_t at = 0; at < pairs.count; ++at) {
        Pair& pair = pairs.all[at];
        for (std::size_t number = 0; number < between.size(); ++number) {
            const Line& line = between[number];
            if (line.votes < 0) continue;
            const Meeting &first = level ? meetings_[pair.first][number] : meetings_[number][pair.first],
                          &second = level ? meetings_[pair.second][number] : meetings_[number][pair.second];
            if (!first.near || !second.near) continue;
            const float from = level ? first.at.y : first.at.x, to = level ? second.at.y : second.at.x;
            if (line.frame_side || support(line, from, to) >= limits::side_support)
                pair.shown |= std::uint64_t{1} << number;
        }
    }
}

void Finder::look_for_four() {
    int looked = 0;
    for (const Pair& upright : upright_pairs_.span()) {
        const std::uint64_t both = std::uint64_t{1} << upright.first | std::uint64_t{1} << upright.second;
        for (const Pair& level : level_pairs_.span()) {
            const std::uint64_t two = std::uint64_t{1} << level.first | std::uint64_t{1} << level.second;
            if ((upright.shown & two) != two || (level.shown & both) != both) continue;
            // At the frame's middle, which the document need not be.
            const float shape = upright.gap / level.gap / aspect_;
            if (!level.cut && !upright.cut && (shape < 0.5F || shape > 2)) continue;
            if (++looked > limits::most_outlines) return;
            look_at(level.first, level.second, upright.first, upright.second);
        }
    }
}

/// Where four sides do not plainly show: three of them.
void Finder::look_for_three() {
    // The lines stand in the order of their votes: of three sides that show at all, none is far behind.
    constexpr std::size_t few = limits::lines_of_three_sides;
    const auto each = [](const Pairs& pairs, auto visit) {
        int looked = 0;
        for (const Pair& pair : pairs.span()) {
            if (pair.cut || pair.first >= few || pair.second >= few) continue;
            for (std::uint64_t rest = pair.shown & ((std::uint64_t{1} << few) - 1); rest != 0; rest &= rest - 1) {
                if (++looked > limits::most_threes) return;
                visit(pair, static_cast<std::size_t>(std::countr_zero(rest)));
            }
        }
    };
    each(upright_pairs_, [&](const Pair& pair, std::size_t facing) {
        complete(0, pair.first, facing, pair.second), complete(2, pair.second, facing, pair.first);
    });
    each(level_pairs_, [&](const Pair& pair, std::size_t facing) {
        complete(1, pair.first, facing, pair.second), complete(3, pair.second, facing, pair.first);
    });
}

bool Finder::spot(const Images& images, float aspect) {
    aspect_ = aspect;
    size_ = images.small.size();
    lens_ = lens_of(size_, focal_share_);
    best_ = {};
    edges_.look_at(images.small);
    meet();
    const float narrowest = limits::smallest_width_share * static_cast<float>(size_.width);
    const auto width = static_cast<float>(size_.width), height = static_cast<float>(size_.height);
    pair_up(edges_.level(), width / 2, narrowest / aspect * 0.7F, level_pairs_);
    pair_up(edges_.upright(), height / 2, narrowest * 0.8F, upright_pairs_);
    note_shown(true, level_pairs_), note_shown(false, upright_pairs_);
    look_for_four();
    if (best_.score < limits::sure_score) look_for_three();
    if (best_.score < limits::found_score) {
        last_.reset();
        return false;
    }
    last_ = best_.corners;
    return true;
}

FoundDocument Finder::settle(const Images& images) {
    FoundDocument found;
    found.confidence = std::min(1.0F, best_.score);
    const Refined refined = refiner_.refine(
        images, best_.corners,
        Document{aspect_, aspect_ < limits::page_aspect ? limits::id3_width_mm : limits::id1_width_mm, focal_share_});
    found.corners = refined.corners;
    found.sides = refined.sides;
    found.gaps = refined.gaps;
    found.steps = refined.steps;
    found.edge_sigma_px = refined.edge_sigma_px;
    std::array<cv::Point2f, 4> corners;
    for (std::size_t at = 0; at < 4; ++at) corners[at] = to_cv(found.corners[at]);
    found.metric = metric_of(corners, lens_of(images.grey.size(), focal_share_));
    return found;
}

}  // namespace vestibule::capture
