// mrz - looks at a reduced picture for the lines that plainly are a zone's, and reads only those; searches slowly where
// a stored picture shows none.
#include "kiosk/capture/mrz/mrz.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/mrz/decode.hpp"
#include "kiosk/capture/mrz/group.hpp"

namespace vestibule::capture {
namespace mrz {
namespace {

constexpr double glance_px = 800;       // width at which a page's zone has 14 px a pitch, and finding it takes 5 ms
constexpr double closer_px = 1500;      // the same for a page that fills half of the picture
constexpr double farther_px = 520;      // a zone that alone fills it, and whose strokes fall apart when they are large
constexpr float strong_rating = -0.5F;  // mean logarithm; a zone's lines rate above -0.2 at a glance, others below -0.6
constexpr float plain_rating = -0.25F;
constexpr int plain_hits = 20;
constexpr float poorest_line = -1.7F;                 // the same after the track was moved onto its characters
constexpr std::size_t most_tracks = 7;                // the zone's lines are among the longest even chains of a page
constexpr float least_cap_px = 13, best_cap_px = 20;  // of a capital: below the first its strokes are lost
constexpr float upright_confidence = 0.85F;           // read well enough to know which way is up
constexpr float least_confidence = 0.72F;             // below that it was other print; real zones read above 0.85

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
                if (const float rated = rate_track(picture, moved, 3); rated > top) top = rated, best = moved;
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

cv::Mat at_width(const cv::Mat& grey, double width_px) {
    const double scale = width_px / grey.cols;
    if (scale == 1) return grey;
    cv::Mat picture;
    cv::resize(grey, picture, cv::Size(), scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return picture;
}

struct Rated {
    Track track;
    float rating = 0;
    /// A zone's line beyond doubt.
    [[nodiscard]] bool plain() const { return rating > plain_rating && track.hits >= plain_hits; }
};

/// The lines whose characters read at once, all in the direction in which they read better together; the plain first.
std::vector<Rated> strong_tracks(const cv::Mat& picture) {
    std::vector<Rated> upright, on_head;
    float up = 0, down = 0;
    for (const Track& track : find_tracks(picture)) {
        const Track other = turned(track);
        const float rated = rate_track(picture, track, 3), rated_down = rate_track(picture, other, 3);
        const auto hits = static_cast<float>(track.hits);
        if (rated > strong_rating) upright.push_back({track, rated}), up += hits * (0.5F + rated);
        if (rated_down > strong_rating) on_head.push_back({other, rated_down}), down += hits * (0.5F + rated_down);
    }
    std::vector<Rated>& strong = up >= down ? upright : on_head;
    std::stable_partition(strong.begin(), strong.end(), [](const Rated& one) { return one.plain(); });
    if (strong.size() > most_tracks) strong.resize(most_tracks);
    return strong;
}

/// The zone's part of the original, at the size at which characters read best, where the glance made them too small.
cv::Mat enlarge_zone(const cv::Mat& grey, const cv::Mat& picture, std::vector<Rated>& tracks) {
    float cap = 0;
    for (const Rated& one : tracks) cap = std::max(cap, one.track.cap_px);
    const float to_original = static_cast<float>(grey.cols) / static_cast<float>(picture.cols);
    if (cap >= least_cap_px || to_original < 1.1F) return picture;
    std::vector<cv::Point2f> ends;
    for (const auto& [track, rating] : tracks) {
        const cv::Point2f across(-track.step.y, track.step.x);
        for (const float line : {-4.0F, 4.0F}) {
            ends.push_back(track.at(static_cast<float>(track.first - beyond)) + across * line);
            ends.push_back(track.at(static_cast<float>(track.last + beyond)) + across * line);
        }
    }
    for (cv::Point2f& end : ends) end *= to_original;
    const cv::Rect part = cv::boundingRect(ends) & cv::Rect(cv::Point(), grey.size());
    if (part.empty()) return picture;
    const double scale = std::min(1.0, static_cast<double>(best_cap_px / (cap * to_original)));
    cv::Mat out;
    cv::resize(grey(part), out, cv::Size(), scale, scale, cv::INTER_AREA);
    const auto by = static_cast<float>(scale);
    for (auto& [track, rating] : tracks) {
        track = moved(track, to_original * by, {-static_cast<float>(part.x) * by, -static_cast<float>(part.y) * by});
    }
    return out;
}

void glance(const cv::Mat& grey, double width_px, Best& best) {
    const cv::Mat small = at_width(grey, width_px);
    std::vector<Rated> tracks = strong_tracks(small);
    if (tracks.empty()) return;
    const cv::Mat picture = enlarge_zone(grey, small, tracks);
    std::vector<Line> lines;
    bool plain = true;
    for (const Rated& one : tracks) {
        // Where the plain lines make a zone, the rest of the page need not be read.
        if (plain && !one.plain() && lines.size() >= 2) {
            try_groups(lines, best);
            if (best.settled()) return;
        }
        plain = one.plain();
        lines.push_back(read_line(picture, one.track, beyond));
    }
    try_groups(lines, best);
    if (best.settled()) return;
    suppose_neighbours(picture, lines);
    try_groups(lines, best);
}

/// Every line of a page, whatever it reads as.
void search(const cv::Mat& grey, double width_px, Best& best) {
    const cv::Mat picture = at_width(grey, width_px);
    std::vector<Track> tracks = find_tracks(picture);
    if (tracks.size() > most_tracks) tracks.resize(most_tracks);
    std::vector<Line> lines;
    for (const Track& track : tracks) {
        Line line = read_line(picture, track, beyond);
        if (line.mean_best() > poorest_line) lines.push_back(std::move(line));
    }
    try_groups(lines, best);
    if (best.settled()) return;
    suppose_neighbours(picture, lines);
    try_groups(lines, best);
}

void search_everywhere(const cv::Mat& grey, Best& best) {
    // A page may lie on its side or on its head: then upright only rubbish is read.
    for (const int turn : {-1, 1, 0, 2}) {  // as it is, then by cv::RotateFlags
        cv::Mat upright;                    // one of its own: turned by half, a picture would be written over
        if (turn >= 0) cv::rotate(grey, upright, turn);
        if (turn < 0) upright = grey;
        for (const double width : {closer_px, 1.6 * closer_px, 0.66 * closer_px}) {
            if (width > 6 * upright.cols) continue;
            search(upright, width, best);
            if (best.settled()) return;
        }
        if (best.mrz && best.mrz->confidence >= upright_confidence && best.mrz->doubt != "character") return;
    }
}

}  // namespace
}  // namespace mrz

std::optional<Mrz> read_mrz(const cv::Mat& grey, MrzEffort effort) {
    if (grey.cols < 120 || grey.rows < 60) return std::nullopt;
    mrz::Best best;
    mrz::glance(grey, mrz::glance_px, best);
    if (effort == MrzEffort::Thorough) {
        cv::Mat sideways;
        for (const double width : {0.0, mrz::closer_px, mrz::farther_px}) {
            if (best.settled()) break;
            if (width > 0 && width < 3.0 * grey.cols) mrz::glance(grey, width, best);
            if (best.settled()) break;
            if (sideways.empty()) cv::rotate(grey, sideways, cv::ROTATE_90_CLOCKWISE);
            mrz::glance(sideways, width > 0 ? width : mrz::glance_px, best);
        }
        if (!best.settled()) mrz::search_everywhere(grey, best);
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
