// stills - exposes each scene once, shows it to every method, and remembers what went badly.
#include "tests/capture/score/stills.hpp"

#include <algorithm>
#include <numeric>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/images.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::score {
namespace {

cv::Mat grey_of(const Exposed& exposed) {
    cv::Mat grey;
    const capture::PictureView view{.encoding = capture::Encoding::Jpeg,
                                    .width_px = exposed.picture.cols,
                                    .height_px = exposed.picture.rows,
                                    .bytes = exposed.jpeg};
    static_cast<void>(capture::make_grey(view, grey).ok());
    return grey;
}

float aspect_of(const Shot& shot) {
    const bool page = shot.print != nullptr ? shot.print->kind == Kind::Passport : shot.grain % 3 == 0;
    return page ? capture::limits::id3_aspect : capture::limits::id1_aspect;
}

void outline(cv::Mat& picture, const Corners& corners, const cv::Scalar& colour) {
    for (std::size_t i = 0; i < 4; ++i) cv::line(picture, corners[i], corners[(i + 1) % 4], colour, 4, cv::LINE_AA);
}

}  // namespace

double Score::mean() const {
    return overlaps.empty()
               ? 0
               : std::accumulate(overlaps.begin(), overlaps.end(), 0.0) / static_cast<double>(overlaps.size());
}

double Score::share_above(double overlap) const {
    const auto above = std::count_if(overlaps.begin(), overlaps.end(), [&](double one) { return one > overlap; });
    return overlaps.empty() ? 0 : static_cast<double>(above) / static_cast<double>(overlaps.size());
}

double Score::ms_at(double share) const {
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0
                          : sorted[std::min(sorted.size() - 1,
                                            static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

Stills score_stills(std::vector<Method>& methods, Family family, std::uint64_t first_seed, int frames,
                    std::optional<Set> only, Prints& prints) {
    Stills out;
    for (const Set set : sets) {
        if (only && set != *only) continue;
        std::vector<Score> scores(methods.size());
        for (int frame = 0; frame < frames; ++frame) {
            const std::uint64_t seed = first_seed + static_cast<std::uint64_t>(frame);
            const Shot shot = scene(set, family, seed, prints);
            const Exposed exposed = expose(shot);
            const cv::Mat grey = grey_of(exposed);
            for (std::size_t at = 0; at < methods.size(); ++at) {
                Score& score = scores[at];
                score.set = set, score.method = methods[at].name;
                const double begin = thread_ms();
                const auto found = methods[at].find(grey, aspect_of(shot));
                score.ms.push_back(thread_ms() - begin);
                ++score.frames;
                const double good = exposed.truth.any ? overlap(found, exposed.truth.corners) : (found ? 0.0 : 1.0);
                if (exposed.truth.any) {
                    score.overlaps.push_back(good);
                    score.missed += found ? 0 : 1;
                } else {
                    score.alarms += found ? 1 : 0;
                }
                if (at == 0 && good < 0.97) out.worst.push_back({set, family, seed, good});
            }
        }
        out.scores.insert(out.scores.end(), scores.begin(), scores.end());
    }
    std::stable_sort(out.worst.begin(), out.worst.end(),
                     [](const Bad& a, const Bad& b) { return a.overlap < b.overlap; });
    return out;
}

void contact_sheet(const std::vector<Bad>& worst, Method& method, Prints& prints, const std::string& path) {
    constexpr int columns = 5, most = 40;
    const cv::Size small(384, 216);
    const int count = std::min(most, static_cast<int>(worst.size()));
    cv::Mat sheet =
        cv::Mat::zeros(std::max(1, (count + columns - 1) / columns) * small.height, columns * small.width, CV_8UC3);
    for (int at = 0; at < count; ++at) {
        const Bad& bad = worst[static_cast<std::size_t>(at)];
        const Shot shot = scene(bad.set, bad.family, bad.seed, prints);
        Exposed exposed = expose(shot);
        const auto found = method.find(grey_of(exposed), aspect_of(shot));
        if (exposed.truth.any) outline(exposed.picture, exposed.truth.corners, {80, 220, 80});
        if (found) outline(exposed.picture, *found, {60, 60, 240});
        cv::Mat cell =
            sheet(cv::Rect(at % columns * small.width, at / columns * small.height, small.width, small.height));
        cv::resize(exposed.picture, cell, small, 0, 0, cv::INTER_AREA);
        const std::string label = std::string(name(bad.set)) + (bad.family == Family::Held ? " H" : " T") +
                                  std::to_string(bad.seed) + " " + std::to_string(bad.overlap).substr(0, 5);
        cv::putText(cell, label, {6, 16}, cv::FONT_HERSHEY_SIMPLEX, 0.45, {0, 0, 0}, 3, cv::LINE_AA);
        cv::putText(cell, label, {6, 16}, cv::FONT_HERSHEY_SIMPLEX, 0.45, {255, 255, 255}, 1, cv::LINE_AA);
    }
    cv::imwrite(path, sheet);
}

}  // namespace vestibule::score
