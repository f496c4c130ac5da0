// line - reads the characters along a track, after moving the track onto them.
#pragma once

#include <map>

#include "kiosk/capture/mrz/classifier.hpp"
#include "kiosk/capture/mrz/locate.hpp"

namespace vestibule::capture::mrz {

/// What stands at each position of a track, seen and beyond.
struct Line {
    Track track;
    std::map<int, LogShares> cells;
    /// How much more likely a character than none stands at a position; bounded, so that no single one decides.
    [[nodiscard]] float presence(int position) const;
    [[nodiscard]] float mean_best() const;  ///< mean logarithm of the likeliest characters over the seen positions
};

/// Moves the track onto its characters and reads `beyond` more positions at each end.
[[nodiscard]] Line read_line(const cv::Mat& picture, Track track, int beyond);

/// The likelihood alone, of every `stride`th position; no position is moved.
[[nodiscard]] float rate_track(const cv::Mat& picture, const Track& track, int stride = 2);

}  // namespace vestibule::capture::mrz
