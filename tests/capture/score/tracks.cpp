// tracks - poses from recorded corners, smooth in between.
#include "tests/capture/score/tracks.hpp"

#include <array>
#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <sstream>

namespace vestibule::score {
namespace {

constexpr double phone_focal_px = 1750;  // of the recordings' 1080 x 1920 pictures
constexpr double hz = 10;

/// The pose whose projection of an ID-1 card has these corners.
Pose pose_of(const std::array<cv::Point2f, 4>& corners) {
    const std::array<cv::Point2f, 4> card = {cv::Point2f(-42.8F, -27), {42.8F, -27}, {42.8F, 27}, {-42.8F, 27}};
    std::array<cv::Point2f, 4> seen;
    for (std::size_t i = 0; i < 4; ++i)
        seen[i] = (corners[i] - cv::Point2f(540, 960)) / static_cast<float>(phone_focal_px);
    const cv::Matx33d h(cv::Mat(cv::getPerspectiveTransform(card.data(), seen.data())));
    cv::Vec3d r1(h(0, 0), h(1, 0), h(2, 0)), r2(h(0, 1), h(1, 1), h(2, 1)), t(h(0, 2), h(1, 2), h(2, 2));
    const double scale = 2 / (cv::norm(r1) + cv::norm(r2));
    r1 /= cv::norm(r1), r2 /= cv::norm(r2);
    const cv::Vec3d normal = r1.cross(r2);
    return {t[0] * scale,
            t[1] * scale,
            t[2] * scale,
            std::asin(std::clamp(-normal[1], -1.0, 1.0)),
            std::asin(std::clamp(normal[0], -1.0, 1.0)),
            std::atan2(r1[1], r1[0])};
}

/// Annotations are whole pixels: their jitter is no movement of a hand.
Track smoothed(const Track& raw) {
    Track out = raw;
    Pose mean = nowhere;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        out[i] = raw[i == 0 ? 0 : i - 1] * 0.25 + raw[i] * 0.5 + raw[std::min(i + 1, raw.size() - 1)] * 0.25;
        mean = mean + out[i] * (1 / static_cast<double>(raw.size()));
    }
    for (Pose& pose : out) {
        pose = pose + mean * -1;
        pose.pitch *= 0.5, pose.yaw *= 0.5;  // the least certain part of a pose from four corners
    }
    return out;
}

}  // namespace

std::vector<Track> recorded_tracks(const std::string& path) {
    std::map<std::string, Track> clips;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream parts(line);
        std::string clip;
        int frame = 0;
        std::array<cv::Point2f, 4> corners;
        parts >> clip >> frame;
        for (auto& corner : corners) parts >> corner.x >> corner.y;
        if (parts) clips[clip].push_back(pose_of(corners));
    }
    std::vector<Track> tracks;
    for (const auto& [name, raw] : clips)
        if (raw.size() > 4) tracks.push_back(smoothed(raw));
    return tracks;
}

Track drawn_track(Random& random) {
    Track track(30, nowhere);
    Pose speed = nowhere;
    Pose where = nowhere;
    const double mm_s = random.between(7, 22);
    for (Pose& pose : track) {
        // A spring that holds the hand in place, and pushes from the muscles.
        const auto step = [&](double& at_now, double& rate, double push) {
            rate = rate * 0.75 - at_now * 0.8 + push * random.normal();
            at_now += rate / hz;
        };
        step(where.x, speed.x, mm_s * 0.6), step(where.y, speed.y, mm_s * 0.6), step(where.z, speed.z, mm_s * 0.6);
        step(where.pitch, speed.pitch, 0.06), step(where.yaw, speed.yaw, 0.06), step(where.roll, speed.roll, 0.05);
        pose = where;
    }
    return track;
}

Pose at(const Track& track, double seconds) {
    const auto last = static_cast<double>(track.size() - 1);
    double place = std::fmod(std::max(0.0, seconds) * hz, 2 * last);  // to its end and back again
    if (place > last) place = 2 * last - place;
    const auto here = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(here);
    const auto get = [&](std::size_t i) { return track[std::min(i, track.size() - 1)]; };
    const Pose a = get(here == 0 ? 0 : here - 1), b = get(here), c = get(here + 1), d = get(here + 2);
    // Catmull and Rom's curve: no corner where two recorded poses meet.
    return b + (c + a * -1) * (0.5 * part) + (a + b * -2.5 + c * 2 + d * -0.5) * (part * part) +
           (a * -0.5 + b * 1.5 + c * -1.5 + d * 0.5) * (part * part * part);
}

}  // namespace vestibule::score
