// find - finds the document in a frame: its four corners, or nothing.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "kiosk/capture/edges.hpp"
#include "kiosk/capture/images.hpp"
#include "kiosk/capture/metric.hpp"
#include "kiosk/capture/refine.hpp"

namespace vestibule::capture {

struct FoundDocument {
    std::array<Point, 4> corners{};  ///< clockwise from the top left, pixels of the full frame
    float confidence = 0;            ///< 0..1
    std::array<float, 4> sides{};    ///< top, right, bottom, left: the share of each that lies on an edge
    std::array<float, 4> gaps{};     ///< the longest part of each in one piece that does not
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
    /// What of an outline's sides lies on edges; nothing where a side does not show.
    struct Shown {
        float mean = 0, least = 1, seen = 0;
        [[nodiscard]] float score() const { return 0.7F * mean + 0.3F * least; }
    };
    /// Two lines of one direction, the upper or left one first, far enough apart to be a document's sides.
    struct Pair {
        std::size_t first = 0, second = 0;
        float gap = 0;
        bool cut = false;         ///< one of them is the frame's own
        std::uint64_t shown = 0;  ///< by number, the lines of the other direction that show between both
    };
    struct Pairs {
        std::array<Pair, Edges::most_lines*(Edges::most_lines - 1) / 2> all;
        std::size_t count = 0;
        [[nodiscard]] std::span<const Pair> span() const { return {all.data(), count}; }
    };
    static void pair_up(const std::vector<Line>& lines, float middle, float apart, Pairs& pairs);
    void note_shown(bool level, Pairs& pairs) const;
    void look_for_four();
    void meet();
    void look_for_three();
    void look_at(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right);
    void complete(std::size_t missing, std::size_t before, std::size_t facing, std::size_t after);
    void rate(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& corners, float shape,
              const Shown& shown, std::size_t missing);
    [[nodiscard]] static std::optional<Shown> shown_of(const std::array<const Line*, 4>& sides,
                                                       const std::array<cv::Point2f, 4>& corners, std::size_t missing);
    [[nodiscard]] static float support(const Line& line, float from, float to);
    [[nodiscard]] static float support(const Line& line, std::size_t side, const std::array<cv::Point2f, 4>& corners);
    [[nodiscard]] float goes_on(const std::array<const Line*, 4>& sides, const std::array<cv::Point2f, 4>& corners,
                                std::size_t missing) const;
    [[nodiscard]] int through(const std::array<cv::Point2f, 4>& corners, float strong) const;
    [[nodiscard]] int across_missing(std::size_t missing, const std::array<cv::Point2f, 4>& corners) const;
    [[nodiscard]] float wanted(const Quad& quad) const;
    [[nodiscard]] float size_of(const std::array<cv::Point2f, 4>& corners, int cut_off, bool level_cut) const;
    [[nodiscard]] float shape_of(const std::array<cv::Point2f, 4>& corners) const;
    [[nodiscard]] float content_of(const std::array<cv::Point2f, 4>& corners) const;

    float focal_share_;
    float aspect_ = 1;
    cv::Size size_;
    Lens lens_;
    cv::Rect2f around_;  ///< where corners may be, in the small picture
    Edges edges_;
    Refiner refiner_;
    /// Where each level line meets each upright one.
    struct Meeting {
        cv::Point2f at;
        bool near = false;  ///< to the picture, so that it may be a document's corner
    };
    static_assert(Edges::most_lines <= 64, "a bit for each");
    std::array<std::array<Meeting, Edges::most_lines>, Edges::most_lines> meetings_;
    Pairs level_pairs_, upright_pairs_;
    Quad best_;
    std::optional<std::array<cv::Point2f, 4>> last_;  ///< in the small picture
};

}  // namespace vestibule::capture
