// refine - moves a document's sides onto the edges that they belong to, to parts of a pixel, and measures those edges.
#pragma once

#include <array>
#include <optional>

#include "kiosk/capture/images.hpp"
#include "kiosk/capture/rim.hpp"

namespace vestibule::capture {

struct Refined {
    std::array<Point, 4> corners{};  ///< pixels of the full frame
    std::array<float, 4> sides{};    ///< top, right, bottom, left: the share of each that lies on its edge
    std::array<float, 4> gaps{};     ///< the longest part of each in one piece that does not, as a share of it
    std::array<float, 4> steps{};    ///< grey levels across 1.5 px of each, where it lies on its edge
    float edge_sigma_px = 0;         ///< spread of the sharper sides, in pixels of the full frame; 0 where unknown
};

/// What is looked for.
struct Document {
    float aspect = 1;  ///< width over height
    float width_mm = 1;
    float focal_share = 1;  ///< of the frame's longer side
};

class Refiner {
public:
    /// `corners` are pixels of the small picture and right to about two of them, or those of a frame that is printed
    /// within a `document` whose shape is known.
    Refined refine(const Images& images, const std::array<cv::Point2f, 4>& corners,
                   const std::optional<Document>& document = std::nullopt);

private:
    static constexpr int samples = 48;  // along a side
    static constexpr int steps = 25;    // across it
    struct Side {
        cv::Point2f from, to;  ///< moved as the refinement goes on
        float support = 0;
        float gap = 0;
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
