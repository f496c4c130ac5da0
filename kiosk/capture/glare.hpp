// glare - finds highlights by their movement: they wander over the print while the print stays where it is.
#pragma once

#include <array>

#include "kiosk/capture/images.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

class WanderingGlare {
public:
    /// The share of the document that is burnt out now and was not a moment ago.
    float see(const cv::Mat& half, const std::array<Point, 4>& corners, float half_scale);
    void forget() { seen_ = 0; }

private:
    static constexpr int wide = limits::glare_grid, high = limits::glare_grid * 5 / 8;
    std::array<cv::Mat, limits::glare_frames> frames_;  // wiped as every picture is
    int seen_ = 0;
};

}  // namespace vestibule::capture
