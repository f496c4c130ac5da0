// line - cells cut along the track at the classifier's size; the track is moved by a descent over six coordinates.
#include "kiosk/capture/mrz/line.hpp"

#include <algorithm>
#include <cmath>

namespace vestibule::capture::mrz {
namespace {

constexpr float least_log = -3;                         // what one unreadable character may cost a line
constexpr float least_share = -9, sure_share = -0.05F;  // logarithms
constexpr float presence_bound = 5;
constexpr float polish = 0.04F;
constexpr float good_enough = -0.003F;
constexpr int looked_at = 14;  // positions of a line that a descent looks at
constexpr int longest = 46;    // positions of a line, and one at each end that is none

/// Shifts at both ends of the track, in shares of the pitch and of a capital, and the capital's scale.
struct Moves {
    float along_first = 0, along_last = 0, across_first = 0, across_last = 0, scale = 1;
};

/// The picture at a place, in 1/256 of a pixel; the place and its right and lower neighbours lie within it.
inline int bilinear(const uchar* data, std::ptrdiff_t stride, int x, int y) {
    const uchar* row = data + static_cast<std::ptrdiff_t>(y >> 8) * stride + (x >> 8);
    const uchar* next = row + stride;
    const int fx = x & 255, fy = y & 255;
    const int above = row[0] * 256 + (row[1] - row[0]) * fx, below = next[0] * 256 + (next[1] - next[0]) * fx;
    return above * 256 + (below - above) * fy;
}

/// Ink of the parallelogram that begins at `corner`; beyond the picture its border goes on.
void sample(const cv::Mat& picture, cv::Point2f corner, cv::Point2f column, cv::Point2f row, Cell& cell) {
    const auto widest = static_cast<float>(picture.cols) - 1.01F, highest = static_cast<float>(picture.rows) - 1.01F;
    const cv::Point2f across = column * (cell_width - 1.0F), down = row * (cell_height - 1.0F);
    bool whole = true;
    for (const cv::Point2f at : {corner, corner + across, corner + down, corner + across + down})
        whole = whole && at.x >= 1 && at.y >= 1 && at.x < widest - 1 && at.y < highest - 1;
    const auto stride = static_cast<std::ptrdiff_t>(picture.step[0]);
    const auto fixed = [](float value) { return static_cast<int>(value * 256); };
    const int step_x = fixed(column.x * 256), step_y = fixed(column.y * 256);  // in 1/65536, so that it does not drift
    for (int y = 0; y < cell_height; ++y) {
        const cv::Point2f begin = corner + row * static_cast<float>(y);
        float* to = cell.data() + y * cell_width;
        int at_x = fixed(begin.x * 256), at_y = fixed(begin.y * 256);
        for (int x = 0; x < cell_width; ++x, at_x += step_x, at_y += step_y) {
            const int px = whole ? at_x >> 8 : std::clamp(at_x >> 8, 0, fixed(widest));
            const int py = whole ? at_y >> 8 : std::clamp(at_y >> 8, 0, fixed(highest));
            to[x] = static_cast<float>(-bilinear(picture.data, stride, px, py)) / 65536;
        }
    }
}

bool cut_cell(const cv::Mat& picture, const Track& track, int position, const Moves& moves, Cell& cell) {
    const auto k = static_cast<float>(position);
    const float span = static_cast<float>(std::max(1, track.last - track.first));
    const float share = (k - static_cast<float>(track.first)) / span;
    const cv::Point2f way = track.way(k);
    const auto pitch = static_cast<float>(cv::norm(way));
    if (pitch < 3) return false;
    const cv::Point2f along = way * (1 / pitch), across(-along.y, along.x);
    const float shift_along = moves.along_first + (moves.along_last - moves.along_first) * share;
    const float shift_across = moves.across_first + (moves.across_last - moves.across_first) * share;
    const cv::Point2f middle = track.at(k) + way * shift_along + across * (track.cap_px * shift_across);
    if (middle.x < 0 || middle.y < 0 || middle.x >= static_cast<float>(picture.cols) ||
        middle.y >= static_cast<float>(picture.rows))
        return false;
    const cv::Point2f column = along * (pitch / cell_width), row = across * (track.cap_px * moves.scale / cap_rows);
    const cv::Point2f corner = middle + row * (0.5F - cell_height / 2.0F) + column * (0.5F - cell_width / 2.0F);
    sample(picture, corner, column, row, cell);
    normalize(cell);
    return true;
}

struct Rating {
    float mean = least_log, worst = least_log;
    /// No move of the track would be read better.
    [[nodiscard]] bool clear() const { return mean > -0.01F || (mean > -0.03F && worst > -0.4F); }
};

/// Over the seen positions, or every `stride`th of them.
Rating rate(const cv::Mat& picture, const Track& track, const Moves& moves, int stride) {
    Rating rating{0, 0};
    int count = 0;
    Cell cell;
    for (int position = track.first; position <= track.last; position += stride, ++count) {
        float best = least_log;
        if (cut_cell(picture, track, position, moves, cell)) {
            const LogShares shares = classify(cell);
            best = std::max(least_log, *std::max_element(shares.begin(), shares.begin() + glyphs));
        }
        rating.mean += best;
        rating.worst = std::min(rating.worst, best);
    }
    if (count == 0) return {};
    rating.mean /= static_cast<float>(count);
    return rating;
}

constexpr float Moves::*coordinates[] = {&Moves::across_first, &Moves::across_last, &Moves::along_first,
                                         &Moves::along_last, &Moves::scale};

/// The better of two moves for each coordinate in turn.
void try_moves(const cv::Mat& picture, const Track& track, float step, int stride, Moves& best) {
    float top = rate(picture, track, best, stride).mean;
    for (float Moves::*coordinate : coordinates) {
        if (top > good_enough) return;
        for (const float by : {-step, step}) {
            Moves moves = best;
            moves.*coordinate += by;
            const float rated = rate(picture, track, moves, stride).mean;
            if (rated <= top) continue;
            top = rated, best = moves;
            break;
        }
    }
}

/// Looks at some of the positions only, since every move of the track moves all of them.
Moves descend(const cv::Mat& picture, const Track& track, Moves best = {}) {
    if (rate(picture, track, best, 1).clear()) return best;
    const int stride = std::max(1, (track.last - track.first) / looked_at);
    float top = rate(picture, track, best, stride).mean;
    const Moves before = best;
    for (const float scale : {0.9F, 1.12F, 0.8F, 1.25F}) {
        Moves moves = before;
        moves.scale *= scale;
        const float rated = rate(picture, track, moves, stride).mean;
        if (rated > top) top = rated, best = moves;
    }
    for (const float step : {0.12F, 0.06F}) {
        try_moves(picture, track, step, stride, best);
        if (rate(picture, track, best, 1).clear()) return best;
    }
    // What is not clear by now is worth a look at every position.
    if (rate(picture, track, best, 1).mean < -0.05F) try_moves(picture, track, polish, 1, best);
    return best;
}

/// The looks at slightly different places and sizes, whose answers are averaged where one look is not sure.
std::vector<Moves> looks_around(const Moves& moves) {
    constexpr float aside = 0.05F, taller = 0.06F;
    std::vector<Moves> looks(1, moves);
    for (const float by : {-1.0F, 1.0F}) {
        Moves look = moves;
        look.along_first += by * aside, look.along_last += by * aside;
        looks.push_back(look);
        look = moves;
        look.across_first += by * aside, look.across_last += by * aside;
        looks.push_back(look);
        look = moves;
        look.scale += by * taller;
        looks.push_back(look);
    }
    return looks;
}

LogShares averaged(const cv::Mat& picture, const Track& track, int position, const std::vector<Moves>& looks) {
    LogShares mean{};
    Cell cell;
    float count = 0, total = 0;
    for (const Moves& look : looks) {
        if (!cut_cell(picture, track, position, look, cell)) continue;
        const LogShares shares = classify(cell);
        // What one look finds impossible, another may still see.
        for (std::size_t at = 0; at < classes; ++at) mean[at] += std::max(shares[at], least_share);
        ++count;
    }
    for (float& sum : mean) total += std::exp(sum /= count);
    for (float& sum : mean) sum -= std::log(total);
    return mean;
}

Line read_cells(const cv::Mat& picture, const Track& track, const Moves& moves, int beyond) {
    const std::vector<Moves> looks = looks_around(moves);
    Line line{.track = track, .cells = {}};
    Cell cell;
    for (int position = track.first - beyond; position <= track.last + beyond; ++position) {
        if (!cut_cell(picture, track, position, moves, cell)) continue;
        LogShares shares = classify(cell);
        const bool near = position >= track.first - 2 && position <= track.last + 2;
        if (near && *std::max_element(shares.begin(), shares.end()) < sure_share)
            shares = averaged(picture, track, position, looks);
        line.cells.emplace(position, shares);
    }
    return line;
}

/// Takes in the characters next to both ends that the chain of components missed; false if there are none.
bool grow(const cv::Mat& picture, Moves& moves, Track& track) {
    const Track before = track;
    Cell cell;
    const auto present = [&](int position) {
        if (!cut_cell(picture, before, position, moves, cell)) return false;
        const LogShares shares = classify(cell);
        return *std::max_element(shares.begin(), shares.begin() + glyphs) > shares[glyphs] + 1;
    };
    const auto reaches = [&](int& end, int direction) {
        for (int missed = 0, at = end + direction; missed < 2 && track.last - track.first < longest; at += direction) {
            if (present(at))
                end = at, missed = 0;
            else
                ++missed;
        }
    };
    reaches(track.first, -1);
    reaches(track.last, 1);
    const auto old_span = static_cast<float>(std::max(1, before.last - before.first));
    const auto moved = [&](float first, float last, int position) {
        return first + (last - first) * static_cast<float>(position - before.first) / old_span;
    };
    const Moves old = moves;
    moves.along_first = moved(old.along_first, old.along_last, track.first);
    moves.along_last = moved(old.along_first, old.along_last, track.last);
    moves.across_first = moved(old.across_first, old.across_last, track.first);
    moves.across_last = moved(old.across_first, old.across_last, track.last);
    return track.first != before.first || track.last != before.last;
}

}  // namespace

float Line::presence(int position) const {
    const auto found = cells.find(position);
    if (found == cells.end()) return -presence_bound;
    const LogShares& shares = found->second;
    return std::clamp(*std::max_element(shares.begin(), shares.begin() + glyphs) - shares[glyphs], -presence_bound,
                      presence_bound);
}

float Line::mean_best() const {
    float sum = 0;
    int count = 0;
    for (int position = track.first; position <= track.last; ++position, ++count) {
        const auto found = cells.find(position);
        sum += found == cells.end()
                   ? least_log
                   : std::max(least_log, *std::max_element(found->second.begin(), found->second.begin() + glyphs));
    }
    return count > 0 ? sum / static_cast<float>(count) : least_log;
}

Line read_line(const cv::Mat& picture, Track track, int beyond) {
    Moves moves = descend(picture, track);
    if (!grow(picture, moves, track)) return read_cells(picture, track, moves, beyond);
    moves = descend(picture, track, moves);
    return read_cells(picture, track, moves, beyond);
}

float rate_track(const cv::Mat& picture, const Track& track, int stride) {
    return rate(picture, track, {}, stride).mean;
}

}  // namespace vestibule::capture::mrz
