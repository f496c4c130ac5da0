// find - finds the document in a frame: its four corners, or nothing.
#pragma once

#include <optional>

#include "kiosk/capture/edges.hpp"
#include "kiosk/capture/images.hpp"
#include "kiosk/capture/metric.hpp"
#include "kiosk/capture/refine.hpp"

namespace vestibule::capture {

struct FoundDocument {
    std::array<Point, 4> corners{};  ///< clockwise from the top left, pixels of the full frame
    float confidence = 0;            ///< 0..1
    std::array<float, 4> sides{};    ///< top, right, bottom, left: the share of each that lies on an edge
    std::array<float, 4> steps{};    ///< how strong that edge is, in grey levels
    float edge_sigma_px = 0;         ///< how far its border is spread, in pixels of the full frame; 0 where unknown
    Metric metric;                   ///< with the lens that the finder was made with
};

/// Finds in one frame after another; keeps its memory, and where the last document was. Used by one thread.
class Finder {
public:
    explicit Finder(float focal_share);
    /// Looks for a document whose width is `aspect` times its height.
    std::optional<FoundDocument> find(const Images& images, float aspect) {
        return spot(images, aspect) ? std::optional(settle(images)) : std::nullopt;
    }
    /// The first half of it, which needs the small picture alone: whether there is a document, and about where.
    bool spot(const Images& images, float aspect);
    /// The second half, for what was just spotted: its corners at full size.
    [[nodiscard]] FoundDocument settle(const Images& images);
    /// The next frame is of another scene.
    void forget() { last_.reset(); }

private:
    struct Quad {
        std::array<cv::Point2f, 4> corners;
        float score = 0;
        bool plain = false;  ///< each of its four sides shows for most of its length
    };
    void look_at(const Line& top, const Line& bottom, const Line& left, const Line& right);
    void complete(std::size_t missing, const Line& before, const Line& facing, const Line& after);
    void rate(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& corners, float shape,
              std::size_t missing);
    [[nodiscard]] static float support(const Line& line, std::size_t side, const std::array<cv::Point2f, 4>& corners);
    [[nodiscard]] float goes_on(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& corners,
                                std::size_t missing) const;
    [[nodiscard]] int through(const std::array<cv::Point2f, 4>& corners, float strong) const;
    [[nodiscard]] int across_missing(std::size_t missing, const std::array<cv::Point2f, 4>& corners) const;
    [[nodiscard]] float wanted(const Quad& quad) const;
    [[nodiscard]] float shape_of(const std::array<cv::Point2f, 4>& corners, int cut_off, bool level_cut) const;
    [[nodiscard]] float content_of(const std::array<cv::Point2f, 4>& corners) const;

    float focal_share_;
    float aspect_ = 1;
    cv::Size size_;
    Lens lens_;
    Edges edges_;
    Refiner refiner_;
    Quad best_;
    std::optional<std::array<cv::Point2f, 4>> last_;  ///< in the small picture
};

}  // namespace vestibule::capture
