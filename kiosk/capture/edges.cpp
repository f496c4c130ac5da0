// edges - Sobel gradients, thinned across their direction; a Hough vote within 26 degrees of level and of upright.
#include "kiosk/capture/edges.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

constexpr int tilt_degrees = 26;            // how far a side may lie from level or upright
constexpr int bins = 2 * tilt_degrees + 1;  // of one degree
constexpr std::int8_t none = 127;
constexpr float same_line_px = 4.5F, surely_same_px = 2.5F;  // apart, both ends together; the second before the fit
constexpr int slope_tolerance_degrees = 12;
constexpr int full_hit = 64;     // what a place counts whose edge is as strong as the line's usual one
constexpr int strongest = 1020;  // Sobel's sum

const std::array<float, bins>& tangents() {
    static const auto table = [] {
        std::array<float, bins> made{};
        for (int bin = 0; bin < bins; ++bin)
            made[static_cast<std::size_t>(bin)] =
                static_cast<float>(std::tan((bin - tilt_degrees) * std::numbers::pi / 180));
        return made;
    }();
    return table;
}

/// Whole degrees of atan(numerator / denominator), exact enough within 26 of them.
int degrees_of(int numerator, int denominator) {
    const float t = static_cast<float>(numerator) / static_cast<float>(denominator);
    constexpr float above_zero = 64;  // a cast rounds towards zero; lround() is a call
    return static_cast<int>(t * (57.29578F - 17.5F * t * t) + above_zero + 0.5F) - static_cast<int>(above_zero);
}

}  // namespace

float Line::support(float from, float to) const {
    const int last = static_cast<int>(hits.size()) - 1;
    const int begin = std::clamp(static_cast<int>(from + 0.5F), 0, last);  // what is below 0 becomes 0 in any case
    const int end = std::clamp(static_cast<int>(to + 0.5F), 0, last);
    if (end - begin < 2) return 0;
    return static_cast<float>(hits[static_cast<std::size_t>(end)] - hits[static_cast<std::size_t>(begin)]) /
           static_cast<float>((end - begin) * full_hit);
}

void Edges::gradients(const cv::Mat& grey) {
    const auto size = static_cast<std::size_t>(width_ * height_);
    gx_.assign(size, 0), gy_.assign(size, 0);
    std::array<std::int16_t, 4096> smooth{}, slope{};
    const int width = std::min(width_, 4096);
    for (int y = 1; y + 1 < height_; ++y) {
        const auto *above = grey.ptr<uchar>(y - 1), *here = grey.ptr<uchar>(y), *below = grey.ptr<uchar>(y + 1);
        for (int x = 0; x < width; ++x) {
            const auto at = static_cast<std::size_t>(x);
            smooth[at] = static_cast<std::int16_t>(above[x] + 2 * here[x] + below[x]);
            slope[at] = static_cast<std::int16_t>(below[x] - above[x]);
        }
        std::int16_t* to_x = gx_.data() + static_cast<std::ptrdiff_t>(y) * width_;
        std::int16_t* to_y = gy_.data() + static_cast<std::ptrdiff_t>(y) * width_;
        for (int x = 1; x + 1 < width; ++x) {
            const auto at = static_cast<std::size_t>(x);
            to_x[x] = static_cast<std::int16_t>(smooth[at + 1] - smooth[at - 1]);
            to_y[x] = static_cast<std::int16_t>(slope[at - 1] + 2 * slope[at] + slope[at + 1]);
        }
    }
}

/// Which of a row's places are the strongest across their own direction. Without branches, sixteen at once.
void Edges::mark(int y, int least) {
    const auto row = static_cast<std::ptrdiff_t>(y) * width_;
    const std::int16_t *gx = gx_.data() + row, *gy = gy_.data() + row;
    const std::int16_t *above = gy - width_, *below = gy + width_;
    std::uint8_t *level = level_marks_.data(), *upright = upright_marks_.data();
    const auto enough = static_cast<std::int16_t>(least);
    const auto size = [](std::int16_t value) { return static_cast<std::int16_t>(value < 0 ? -value : value); };
    for (int x = 2; x + 2 < width_; ++x) {
        const std::int16_t ax = size(gx[x]), ay = size(gy[x]), up = size(above[x]), down = size(below[x]),
                           left = size(gx[x - 1]), right = size(gx[x + 1]);
        const auto twice_x = static_cast<std::int16_t>(2 * ax), twice_y = static_cast<std::int16_t>(2 * ay);
        level[x] = static_cast<std::uint8_t>((ay >= enough) & (twice_x <= ay) & (ay >= up) & (ay > down));
        upright[x] = static_cast<std::uint8_t>((ax >= enough) & (twice_y <= ax) & (ax >= left) & (ax > right));
    }
}

void Edges::thin(int least) {
    const auto size = static_cast<std::size_t>(width_ * height_), wide = static_cast<std::size_t>(width_);
    level_map_.assign(size, none), upright_map_.assign(size, none);
    level_places_.clear(), upright_places_.clear();
    integral_.assign(static_cast<std::size_t>((width_ + 1) * (height_ + 1)), 0);
    level_marks_.assign(wide, 0), upright_marks_.assign(wide, 0);
    for (int y = 0; y < height_; ++y) {
        const bool inner = y > 1 && y + 2 < height_;
        if (inner) mark(y, least);
        std::uint32_t in_row = 0;
        for (int x = 0; x < width_; ++x) {
            const auto column = static_cast<std::size_t>(x);
            if (inner && (level_marks_[column] | upright_marks_[column]) != 0) {
                const auto at = static_cast<std::size_t>(y) * wide + column;
                const int dx = gx_[at], dy = gy_[at];
                const Place place{static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)};
                if (level_marks_[column] != 0) {
                    level_map_[at] = static_cast<std::int8_t>(degrees_of(-dx, dy));
                    level_places_.push_back(place);
                } else {
                    upright_map_[at] = static_cast<std::int8_t>(degrees_of(-dy, dx));
                    upright_places_.push_back(place);
                }
                in_row += std::max(std::abs(dx), std::abs(dy)) >= limits::print_edge ? 1 : 0;
            }
            const auto under = static_cast<std::size_t>((y + 1) * (width_ + 1) + x + 1);
            integral_[under] = integral_[under - wide - 1] + in_row;
        }
    }
}

int Edges::count(int x0, int y0, int x1, int y1) const {
    x0 = std::clamp(x0, 0, width_), x1 = std::clamp(x1, 0, width_);
    y0 = std::clamp(y0, 0, height_), y1 = std::clamp(y1, 0, height_);
    const auto get = [&](int x, int y) {
        return static_cast<int>(integral_[static_cast<std::size_t>(y * (width_ + 1) + x)]);
    };
    return get(x1, y1) - get(x0, y1) - get(x1, y0) + get(x0, y0);
}

std::int8_t Edges::direction(bool level, int along, int across) const {
    const int limit = level ? height_ : width_;
    if (across < 0 || across >= limit) return none;
    return level ? level_map_[static_cast<std::size_t>(across * width_ + along)]
                 : upright_map_[static_cast<std::size_t>(along * width_ + across)];
}

int Edges::strength(bool level, int along, int across) const {
    return std::abs(level ? gy_[static_cast<std::size_t>(across * width_ + along)]
                          : gx_[static_cast<std::size_t>(along * width_ + across)]);
}

/// Cells are slopes of whole degrees, and where the line crosses the middle of the picture.
void Edges::vote(bool level) {
    const int length = level ? width_ : height_, limit = level ? height_ : width_;
    const int room = length / 4 + 2;  // a line of 26 degrees leaves the picture by so much
    const int row = limit + 2 * room;
    cells_.assign(static_cast<std::size_t>(bins * row), 0);
    const auto& map = level ? level_map_ : upright_map_;
    const auto& gradient = level ? gy_ : gx_;
    for (const Place& place : level ? level_places_ : upright_places_) {
        const auto at = static_cast<std::size_t>(place.y * width_ + place.x);
        // A border that is twice as strong counts a little more, but the border of a white card on white paper
        // must still outvote the shorter bars of its code.
        const auto weight = static_cast<std::uint16_t>(8 + std::min(8, std::abs(gradient[at]) / 20));
        const float along = static_cast<float>((level ? place.x : place.y) - length / 2);
        const auto across = static_cast<float>(level ? place.y : place.x);
        const int middle = map[at] + tilt_degrees;
        for (int bin = std::max(0, middle - 2); bin <= std::min(bins - 1, middle + 2); ++bin) {
            const float crossed = across - along * tangents()[static_cast<std::size_t>(bin)];
            const int rho = static_cast<int>(crossed + static_cast<float>(room) + 0.5F);
            if (rho < 0 || rho >= row) continue;
            auto& cell = cells_[static_cast<std::size_t>(bin * row + rho)];
            cell = static_cast<std::uint16_t>(cell + weight);
        }
    }
}

void Edges::peaks(bool level, std::vector<Line>& lines) {
    const int length = level ? width_ : height_, limit = level ? height_ : width_;
    const int room = length / 4 + 2, row = limit + 2 * room;
    const int least = static_cast<int>(8 * limits::shortest_line_share * static_cast<float>(level ? width_ : height_));
    candidates_.clear();
    const auto get = [&](int bin, int rho) {
        return bin < 0 || bin >= bins ? 0 : static_cast<int>(cells_[static_cast<std::size_t>(bin * row + rho)]);
    };
    for (int bin = 0; bin < bins; ++bin) {
        for (int rho = 1; rho + 1 < row; ++rho) {
            const int here = get(bin, rho);
            if (here < least || here < get(bin, rho - 1) || here <= get(bin, rho + 1)) continue;
            if (here < get(bin - 1, rho) || here <= get(bin + 1, rho)) continue;
            if (candidates_.size() < candidates_.capacity())
                candidates_.push_back({static_cast<float>(here), bin, rho});
        }
    }
    std::sort(candidates_.begin(), candidates_.end(), [](const Peak& a, const Peak& b) { return a.votes > b.votes; });
    std::size_t kept = 0;
    const auto end = static_cast<float>(length);
    const auto known = [&](const Line& line, float nearer) {
        return std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(kept), [&](const Line& other) {
            return std::abs(other.across(0) - line.across(0)) + std::abs(other.across(end) - line.across(end)) < nearer;
        });
    };
    for (const Peak& peak : candidates_) {
        if (kept == lines_kept) break;
        Line& line = lines[kept];
        line.slope = tangents()[static_cast<std::size_t>(peak.bin)];
        line.at_zero = static_cast<float>(peak.rho - room) - line.slope * static_cast<float>(length / 2);
        line.votes = peak.votes;
        line.frame_side = false;
        if (known(line, surely_same_px)) continue;  // most peaks lie beside a line's, and would only be moved onto it
        fit(level, line);
        if (!known(line, same_line_px)) ++kept;
    }
    for (const float at : {0.0F, static_cast<float>(limit - 1)}) {
        Line& side = lines[kept++];
        side.at_zero = at, side.slope = 0, side.votes = 0, side.frame_side = true;
        side.hits.assign(static_cast<std::size_t>(length + 1), 0);
    }
    for (; kept < lines.size(); ++kept) lines[kept].votes = -1;
}

/// The edge nearest to the line at a place along it, which must run as the line does; 0 or how strong it is.
int Edges::nearest(bool level, const Line& line, int slope, int along, float reach, float& off) const {
    const float wanted = line.across(static_cast<float>(along));
    int found = -1;
    off = reach;
    for (int across = static_cast<int>(std::ceil(wanted - reach)); static_cast<float>(across) <= wanted + reach;
         ++across) {
        const std::int8_t is = direction(level, along, across);
        if (is == none || std::abs(is - slope) > slope_tolerance_degrees) continue;
        const float here = static_cast<float>(across) - wanted;
        if (std::abs(here) < std::abs(off)) off = here, found = across;
    }
    return found < 0 ? 0 : strength(level, along, found);
}

/// Moves the line onto its edges, twice, and adds up along it how much edge there is.
void Edges::fit(bool level, Line& line) {
    const int length = level ? width_ : height_;
    strengths_.assign(static_cast<std::size_t>(length), 0);
    for (const float reach : {3.0F, 1.7F, 1.6F}) {
        const int slope = static_cast<int>(std::lround(std::atan(line.slope) * 180 / std::numbers::pi_v<float>));
        float n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        const int step = reach == 1.6F ? 1 : 2;
        for (int along = 0; along < length; along += step) {
            float off = 0;
            const int strong = nearest(level, line, slope, along, reach, off);
            strengths_[static_cast<std::size_t>(along)] = static_cast<std::uint16_t>(strong);
            if (strong == 0) continue;
            const auto x = static_cast<float>(along);
            n += 1, sx += x, sy += off, sxx += x * x, sxy += x * off;
        }
        const float spread = n * sxx - sx * sx;
        if (reach == 1.6F || n < 8 || spread < 1) continue;
        const float slope_change = (n * sxy - sx * sy) / spread;
        line.slope += slope_change;
        line.at_zero += (sy - slope_change * sx) / n;
    }
    std::array<std::uint16_t, strongest + 1> histogram{};
    int all = 0;
    for (const std::uint16_t strong : strengths_)
        if (strong > 0) ++histogram[std::min<std::size_t>(strong, strongest)], ++all;
    int usual = 0;
    for (int seen = 0; usual < strongest && seen * 2 < all;) seen += histogram[static_cast<std::size_t>(++usual)];
    line.strength = static_cast<float>(usual);
    line.hits.resize(static_cast<std::size_t>(length + 1));
    line.hits[0] = 0;
    // Grain that happens to lie where a strong border goes on is not that border.
    const int enough = std::max(1, usual * 2 / 3);
    for (std::size_t along = 0; along < strengths_.size(); ++along)
        line.hits[along + 1] =
            static_cast<std::uint16_t>(line.hits[along] + full_hit * std::min<int>(strengths_[along], enough) / enough);
}

void Edges::look_at(const cv::Mat& grey) {
    width_ = grey.cols, height_ = grey.rows;
    if (level_.empty()) {
        level_.resize(most_lines), upright_.resize(most_lines);
        candidates_.reserve(4096);
        level_places_.reserve(static_cast<std::size_t>(width_ * height_));
        upright_places_.reserve(static_cast<std::size_t>(width_ * height_));
        for (Line& line : level_) line.hits.reserve(static_cast<std::size_t>(width_ + 1));
        for (Line& line : upright_) line.hits.reserve(static_cast<std::size_t>(height_ + 1));
    }
    gradients(grey);
    // Texture may have edges everywhere: then only the stronger ones are lines of anything.
    std::array<int, 1024> histogram{};
    for (std::size_t at = 0; at < gx_.size(); at += 3)
        ++histogram[static_cast<std::size_t>(std::min(1023, std::max(std::abs(gx_[at]), std::abs(gy_[at]))))];
    int least = 1023;
    const int most = static_cast<int>(limits::edge_pixels_share * static_cast<float>(gx_.size() / 3));
    for (int sum = histogram[1023]; least > limits::least_edge && sum < most;
         sum += histogram[static_cast<std::size_t>(least)])
        --least;
    thin(least);
    for (const bool level : {true, false}) {
        vote(level);
        peaks(level, level ? level_ : upright_);
    }
}

}  // namespace vestibule::capture
