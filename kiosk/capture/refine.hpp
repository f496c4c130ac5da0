// refine - moves a document's sides onto the edges that they belong to, to parts of a pixel, and measures those edges.
#pragma once

#include <array>

#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

struct Refined {
    std::array<Point, 4> corners{};  ///< pixels of the full frame
    std::array<float, 4> sides{};    ///< top, right, bottom, left: the share of each that lies on its edge
    std::array<float, 4> steps{};    ///< grey levels across 1.5 px of each, where it lies on its edge
    float edge_sigma_px = 0;         ///< spread of the sharper sides, in pixels of the full frame; 0 where unknown
};

class Refiner {
public:
    /// `corners` are pixels of the small picture and right to about two of them.
    Refined refine(const Images& images, const std::array<cv::Point2f, 4>& corners);

private:
    static constexpr int samples = 48;  // along a side
    static constexpr int steps = 25;    // across it
    struct Side {
        cv::Point2f from, to;  ///< moved as the refinement goes on
        float support = 0;
        float step = 0;
        float sigma_px = 0;
    };
    void coarse(const cv::Mat& half, Side& side);
    void fine(const cv::Mat& grey, Side& side);
    bool through_places(float& offset, float& slope) const;
    void spread(float offset, float slope, Side& side) const;

    std::array<std::array<float, steps>, samples> profile_{};
    std::array<float, samples> place_{}, weight_{};  ///< of the edge at each sample, and how much it counts
};

}  // namespace vestibule::capture
