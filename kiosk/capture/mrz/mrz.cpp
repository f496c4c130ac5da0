// mrz - tracks to lines, lines to groups, and the layout that a group reads best in.
#include "kiosk/capture/mrz/mrz.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/mrz/decode.hpp"
#include "kiosk/capture/mrz/line.hpp"

namespace vestibule::capture {
namespace mrz {
namespace {

constexpr int beyond = 10;                               // positions that are read past both ends of what was seen
constexpr float poorest_line = -1.7F;                    // mean logarithm; other print reads worse than that
constexpr std::size_t most_tracks = 7;                   // the zone's lines are among the longest even chains of a page
constexpr float least_apart = 1.15F, most_apart = 3.6F;  // pitches between two lines of a zone: 2.5, 1.65 on cards
constexpr float widest_image_px = 1500;
constexpr float upright_confidence = 0.85F;  // read well enough to know which way is up
constexpr float least_confidence = 0.72F;    // below that it was other print; real zones read above 0.85

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

struct Best {
    std::optional<Mrz> mrz;
    float score = -1e9F;
};

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
    if (score > best.score) best = {std::move(mrz), score};
}

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

/// The lines that should lie above and below a good one, where no chain of components showed them.
void suppose_neighbours(const cv::Mat& picture, std::vector<Line>& lines) {
    const std::size_t known = lines.size();
    for (std::size_t at = 0; at < std::min<std::size_t>(known, 3); ++at) {
        const Line line = lines[at];
        const Track& track = line.track;
        if (line.mean_best() < -0.9F) continue;
        for (const float side : {-1.0F, 1.0F}) {
            Track best = track;
            float top = -1.5F;
            const float middle = static_cast<float>(track.first + track.last) / 2;
            const cv::Point2f way = track.way(middle), across(-way.y, way.x);
            for (float apart = 1.3F; apart < 3.3F; apart += 0.1F) {
                Track moved = track;
                moved.origin += across * (side * apart);
                if (const float rated = rate_track(picture, moved); rated > top) top = rated, best = moved;
            }
            if (top <= -1.5F) continue;
            const bool there = std::any_of(lines.begin(), lines.end(), [&](const Line& other) {
                const cv::Point2f off = best.at(middle) - other.track.at(middle);
                return std::abs(off.dot(across)) / across.dot(across) < 0.6F;
            });
            if (!there) lines.push_back(read_line(picture, best, beyond));
        }
    }
}

Best read_at(const cv::Mat& grey, double scale) {
    cv::Mat picture;
    if (scale == 1)
        picture = grey;
    else
        cv::resize(grey, picture, cv::Size(), scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    std::vector<Track> tracks = find_tracks(picture);
    if (tracks.size() > most_tracks) tracks.resize(most_tracks);
    std::vector<Line> lines;
    for (const Track& track : tracks) {
        Line line = read_line(picture, track, beyond);
        if (line.mean_best() > poorest_line) lines.push_back(std::move(line));
    }
    Best best;
    try_groups(lines, best);
    if (best.mrz && best.mrz->valid) return best;
    suppose_neighbours(picture, lines);
    try_groups(lines, best);
    return best;
}

Best read_scales(const cv::Mat& grey) {
    Best best;
    // A zone that fills the picture's width, then one that fills a half or less of it.
    for (const double wanted : {1.0, 1.6, 0.66}) {
        const double scale = wanted * static_cast<double>(widest_image_px) / grey.cols;
        if (scale > 6) continue;
        Best found = read_at(grey, scale);
        if (found.score > best.score) best = std::move(found);
        if (best.mrz && best.mrz->valid) break;
    }
    return best;
}

}  // namespace
}  // namespace mrz

std::optional<Mrz> read_mrz(const cv::Mat& grey) {
    if (grey.cols < 120 || grey.rows < 60) return std::nullopt;
    mrz::Best best;
    // A page may lie on its side or on its head: then upright only rubbish is read.
    for (const int turn : {-1, 1, 0, 2}) {  // as it is, then by cv::RotateFlags
        cv::Mat upright;
        if (turn < 0)
            upright = grey;
        else
            cv::rotate(grey, upright, turn);
        mrz::Best found = mrz::read_scales(upright);
        if (found.score > best.score) best = std::move(found);
        if (best.mrz && best.mrz->confidence >= mrz::upright_confidence && best.mrz->doubt != "character") break;
    }
    if (best.mrz && best.mrz->confidence < mrz::least_confidence) return std::nullopt;
    return std::move(best.mrz);
}

Result<Mrz> parse_mrz(const std::vector<std::string_view>& lines) {
    for (const mrz::Format& format : mrz::formats()) {
        const bool fits = lines.size() == static_cast<std::size_t>(format.lines) &&
                          std::all_of(lines.begin(), lines.end(), [&](std::string_view line) {
                              return line.size() == static_cast<std::size_t>(format.length);
                          });
        if (!fits || lines[0].empty() || format.starts.find(lines[0].front()) == std::string_view::npos) continue;
        if (format.name == "TD2" && lines[0].starts_with("IDFRA")) continue;
        return mrz::interpret(format, {lines.begin(), lines.end()});
    }
    return Error{ErrorCode::NothingFound, std::to_string(lines.size()) + " lines of no known layout"};
}

}  // namespace vestibule::capture
