// edges - thin edges of a small grey picture, and the straight lines that most of them lie on. Allocates once.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace vestibule::capture {

/// A nearly level or nearly upright line: `across = at_zero + slope * along`, where `along` is x for a level line.
struct Line {
    float at_zero = 0, slope = 0;
    float votes = 0;
    float strength = 0;               ///< the usual Sobel sum of its edges
    bool frame_side = false;          ///< the frame's own border, where a document may be cut off
    std::vector<std::uint16_t> hits;  ///< of each place along it, how much edge is before it
    [[nodiscard]] float across(float along) const { return at_zero + slope * along; }
    /// The share of from..to that lies on edges, weak ones counted less; what is outside the picture is left out.
    [[nodiscard]] float support(float from, float to) const;
};

class Edges {
public:
    static constexpr std::size_t lines_kept =
        36;  ///< of each direction: the bars of a code give a dozen, and stripes another
    static constexpr std::size_t most_lines = lines_kept + 2;  ///< with both sides of the frame
    /// Finds the lines of a picture at least 32 pixels wide and high.
    void look_at(const cv::Mat& grey);
    [[nodiscard]] const std::vector<Line>& level() const { return level_; }
    [[nodiscard]] const std::vector<Line>& upright() const { return upright_; }
    /// Clear edges in a rectangle of the picture.
    [[nodiscard]] int count(int x0, int y0, int x1, int y1) const;

private:
    void gradients(const cv::Mat& grey);
    void mark(int y, int least);
    void thin(int least);
    void vote(bool level);
    void peaks(bool level, std::vector<Line>& lines);
    void fit(bool level, Line& line);
    [[nodiscard]] int nearest(bool level, const Line& line, int slope, int along, float reach, float& off) const;
    [[nodiscard]] int strength(bool level, int along, int across) const;
    [[nodiscard]] std::int8_t direction(bool level, int along, int across) const;

    struct Peak {
        float votes;
        int bin, rho;
    };
    struct Place {
        std::int16_t x, y;
    };
    int width_ = 0, height_ = 0;
    std::vector<std::int16_t> gx_, gy_;
    std::vector<std::int8_t> level_map_, upright_map_;  ///< the edge's slope in degrees, or nothing
    std::vector<std::uint8_t> level_marks_, upright_marks_;  ///< of one row: whether there is an edge
    std::vector<Place> level_places_, upright_places_;       ///< of all edges
    std::vector<std::uint32_t> integral_;               ///< of clear edges; see count()
    std::vector<std::uint16_t> cells_, strengths_;
    std::vector<Peak> candidates_;
    std::vector<Line> level_, upright_;
};

}  // namespace vestibule::capture
