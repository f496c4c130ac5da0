// locate - finds lines of evenly spaced characters in a picture, whatever way they run.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace vestibule::capture::mrz {

/// Where the characters of a line stand: position k of the line lies at `at(k)`, which may bend a little.
struct Track {
    cv::Point2f origin, step, bend;  ///< at(k) = origin + step k + bend k^2, pixels
    float cap_px = 0;                ///< height of a capital
    int first = 0, last = 0;         ///< positions that were seen
    int hits = 0;                    ///< components that fell on a position
    [[nodiscard]] cv::Point2f at(float k) const { return origin + step * k + bend * (k * k); }
    [[nodiscard]] cv::Point2f way(float k) const { return step + bend * (2 * k); }
};

/// The same line read from its other end, as on a page that lies on its head.
[[nodiscard]] Track turned(const Track& track);

/// The same line in a picture that is `scale` times as large, whose middle of the first pixel is moved by `shift`.
[[nodiscard]] Track moved(const Track& track, float scale, cv::Point2f shift);

/// The best first; `picture` should show a character with 8 to 50 pixels a pitch.
[[nodiscard]] std::vector<Track> find_tracks(const cv::Mat& picture);

}  // namespace vestibule::capture::mrz
