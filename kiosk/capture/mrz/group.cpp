// group - neighbours by pitch, slope and distance; windows by what is present; layouts by what they explain.
#include "kiosk/capture/mrz/group.hpp"

#include <algorithm>
#include <cmath>

#include "kiosk/capture/mrz/decode.hpp"

namespace vestibule::capture::mrz {
namespace {

constexpr float least_apart = 1.15F, most_apart = 3.6F;  // pitches between two lines of a zone: 2.5, 1.65 on cards

/// Where line `b` lies below line `a`: in pitches, and how its positions are shifted; nothing if they are no
/// neighbours.
struct Below {
    float pitches = 0;
    int shift = 0;  ///< position of b under position p of a is p + shift
};
std::optional<Below> below(const Track& a, const Track& b) {
    const float middle = static_cast<float>(a.first + a.last) / 2;
    const cv::Point2f way = a.way(middle), from = a.at(middle);
    const auto pitch = static_cast<float>(cv::norm(way));
    const cv::Point2f along = way * (1 / pitch), across(-along.y, along.x);
    float k = static_cast<float>(b.first + b.last) / 2;
    for (int round = 0; round < 4; ++round) {
        const cv::Point2f there = b.way(k);
        k += (from - b.at(k)).dot(there) / there.dot(there);
    }
    const cv::Point2f other = b.way(k);
    const auto other_pitch = static_cast<float>(cv::norm(other));
    if (std::abs(other_pitch / pitch - 1) > 0.12F) return std::nullopt;
    if (std::abs(along.x * other.y - along.y * other.x) > 0.09F * other_pitch) return std::nullopt;
    const float apart = (b.at(k) - from).dot(across) / pitch;
    if (apart < least_apart || apart > most_apart) return std::nullopt;
    return Below{apart, static_cast<int>(std::lround(k - middle))};
}

float window_score(const Line& line, int start, int length) {
    float score = 0;
    for (int at = start; at < start + length; ++at) score += line.presence(at);
    for (const int at : {start - 2, start - 1, start + length, start + length + 1}) score -= line.presence(at);
    return score;
}

/// Reads a group of lines in one layout, at the window that its characters fill.
void try_format(const Format& format, const std::vector<const Line*>& group, const std::vector<int>& shifts,
                Best& best) {
    const Line& first = *group.front();
    float top = -1e9F;
    std::vector<int> starts(group.size());
    for (int start = first.track.first - beyond; start <= first.track.last + beyond - format.length + 1; ++start) {
        float score = 0;
        std::vector<int> chosen(group.size());
        for (std::size_t at = 0; at < group.size(); ++at) {
            float line_best = -1e9F;
            for (int off = at == 0 ? 0 : -1; off <= (at == 0 ? 0 : 1); ++off) {
                const int from = start + shifts[at] + off;
                const float rated =
                    window_score(*group[at], from, format.length) - 5 * static_cast<float>(std::abs(off));
                if (rated > line_best) line_best = rated, chosen[at] = from;
            }
            score += line_best;
        }
        if (score > top) top = score, starts = chosen;
    }
    if (top < 0) return;
    Cells cells(group.size());
    LogShares unseen;
    unseen.fill(-3.64F);  // one of 38, all the same
    for (std::size_t at = 0; at < group.size(); ++at) {
        for (int k = 0; k < format.length; ++k) {
            const auto found = group[at]->cells.find(starts[at] + k);
            cells[at].push_back(found == group[at]->cells.end() ? unseen : found->second);
        }
    }
    Mrz mrz = decode(format, cells);
    // Presence is bounded to 5 a position: the share of it that the layout explains, then how well it reads.
    const float filled = top / (5.0F * static_cast<float>(format.length * format.lines));
    // Of two layouts that explain as much, the one with more positions explains more of the picture.
    float score = filled + 0.5F * mrz.confidence + 0.004F * static_cast<float>(format.length * format.lines);
    if (format.starts.find(privacy::view(mrz.lines[0]).front()) == std::string_view::npos) score -= 0.3F;
    if (mrz.valid) score += 2;
    if (mrz.doubt == "character") score -= 0.15F;
    if (score > best.score) best = {std::move(mrz), score, filled};
}

}  // namespace

void try_groups(const std::vector<Line>& lines, Best& best) {
    for (const Line& a : lines) {
        for (const Line& b : lines) {
            const auto ab = &a == &b ? std::nullopt : below(a.track, b.track);
            if (!ab) continue;
            for (const Format& format : formats()) {
                if (format.lines == 2) try_format(format, {&a, &b}, {0, ab->shift}, best);
            }
            for (const Line& c : lines) {
                const auto bc = &c == &b || &c == &a ? std::nullopt : below(b.track, c.track);
                if (!bc || std::abs(bc->pitches / ab->pitches - 1) > 0.25F) continue;
                for (const Format& format : formats()) {
                    if (format.lines == 3)
                        try_format(format, {&a, &b, &c}, {0, ab->shift, ab->shift + bc->shift}, best);
                }
            }
        }
    }
}

}  // namespace vestibule::capture::mrz
