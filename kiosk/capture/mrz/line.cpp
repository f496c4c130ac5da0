// line - cells cut along the track at the classifier's size; the track is moved by a descent over six coordinates.
#include "kiosk/capture/mrz/line.hpp"

#include <algorithm>
#include <cmath>

namespace vestibule::capture::mrz {
namespace {

constexpr float least_log = -3;  // what one unreadable character may cost a line
constexpr float presence_bound = 5;
constexpr int longest = 46;  // positions of a line, and one at each end that is none

/// Shifts at both ends of the track, in shares of the pitch and of a capital, and the capital's scale.
struct Moves {
    float along_first = 0, along_last = 0, across_first = 0, across_last = 0, scale = 1;
};

float bilinear(const cv::Mat& picture, float x, float y) {
    const int px = std::clamp(static_cast<int>(std::floor(x)), 0, picture.cols - 2);
    const int py = std::clamp(static_cast<int>(std::floor(y)), 0, picture.rows - 2);
    const float fx = std::clamp(x - static_cast<float>(px), 0.0F, 1.0F);
    const float fy = std::clamp(y - static_cast<float>(py), 0.0F, 1.0F);
    const auto *row = picture.ptr<uchar>(py), *next = picture.ptr<uchar>(py + 1);
    const float above = static_cast<float>(row[px]) * (1 - fx) + static_cast<float>(row[px + 1]) * fx;
    const float below = static_cast<float>(next[px]) * (1 - fx) + static_cast<float>(next[px + 1]) * fx;
    return above * (1 - fy) + below * fy;
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
    for (int y = 0; y < cell_height; ++y) {
        cv::Point2f at =
            middle + row * (static_cast<float>(y) + 0.5F - cell_height / 2.0F) + column * (0.5F - cell_width / 2.0F);
        for (int x = 0; x < cell_width; ++x, at += column)
            cell[static_cast<std::size_t>(y * cell_width + x)] = -bilinear(picture, at.x, at.y);
    }
    normalize(cell);
    return true;
}

/// Mean over the seen positions, or every `stride`th of them.
float rate(const cv::Mat& picture, const Track& track, const Moves& moves, int stride) {
    float sum = 0;
    int count = 0;
    Cell cell;
    for (int position = track.first; position <= track.last; position += stride, ++count) {
        if (!cut_cell(picture, track, position, moves, cell)) {
            sum += least_log;
            continue;
        }
        const LogShares shares = classify(cell);
        sum += std::max(least_log, *std::max_element(shares.begin(), shares.begin() + glyphs));
    }
    return count > 0 ? sum / static_cast<float>(count) : least_log;
}

Moves descend(const cv::Mat& picture, const Track& track, Moves best = {}) {
    float top = rate(picture, track, best, 1);
    const auto attempt = [&](const Moves& moves) {
        const float rated = rate(picture, track, moves, 1);
        if (rated > top) top = rated, best = moves;
    };
    for (const float scale : {0.8F, 0.9F, 1.12F, 1.25F}) {
        Moves moves = best;
        moves.scale *= scale;
        attempt(moves);
    }
    for (const float step : {0.12F, 0.06F}) {
        for (float Moves::*coordinate :
             {&Moves::across_first, &Moves::across_last, &Moves::along_first, &Moves::along_last, &Moves::scale}) {
            for (const float by : {-step, step}) {
                Moves moves = best;
                moves.*coordinate += by;
                attempt(moves);
            }
        }
        if (top > -0.02F) break;
    }
    return best;
}

Line read_cells(const cv::Mat& picture, const Track& track, const Moves& moves, int beyond) {
    Line line{.track = track, .cells = {}};
    Cell cell;
    for (int position = track.first - beyond; position <= track.last + beyond; ++position) {
        if (cut_cell(picture, track, position, moves, cell)) line.cells.emplace(position, classify(cell));
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

float rate_track(const cv::Mat& picture, const Track& track) {
    return rate(picture, track, {}, 2);
}

}  // namespace vestibule::capture::mrz
