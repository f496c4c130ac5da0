// find - oriented Hough lines at 320 px, then the best four of them by edge support and shape, in one score.
#include "kiosk/capture/find.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

constexpr int tilt_degrees = 26;            // how far a side may lie from level or upright
constexpr int bins = 2 * tilt_degrees + 1;  // of one degree
constexpr int lines_kept = 12;              // of each direction: a card with its print gives about eight
constexpr float cut_off_support = 0.80F;    // what the sides of a cut-off document must show, since it has fewer
constexpr float cut_off_discount = 0.85F;   // for each side that the frame cuts off: a whole document is preferred

/// A line n . p = rho, its normal within 26 degrees of the x axis (an upright side) or of the y axis (a level one).
struct Line {
    float nx = 0, ny = 0, rho = 0;
    float votes = 0;
    bool frame_side = false;
};

struct Edges {
    cv::Mat level;  ///< 255 where an edge runs level, one pixel of tolerance
    cv::Mat upright;
    std::vector<Line> level_lines, upright_lines;
};

class Votes {
public:
    explicit Votes(cv::Size size)
        : offset_(static_cast<int>(std::hypot(size.width, size.height)) + 2),
          width_(2 * offset_),
          cells_(static_cast<std::size_t>(bins * width_)) {
        for (int bin = 0; bin < bins; ++bin) {
            const double angle = (bin - tilt_degrees) * std::numbers::pi / 180;
            along_[static_cast<std::size_t>(bin)] = static_cast<float>(std::cos(angle));
            across_[static_cast<std::size_t>(bin)] = static_cast<float>(std::sin(angle));
        }
    }

    /// `main` is the coordinate along the normal's axis (x for upright sides), `other` the other one.
    void add(float main, float other, float slope, float weight) {
        const int middle = static_cast<int>(std::lround(std::atan(slope) * 180 / std::numbers::pi)) + tilt_degrees;
        for (int bin = std::max(0, middle - 2); bin <= std::min(bins - 1, middle + 2); ++bin) {
            const auto b = static_cast<std::size_t>(bin);
            const int rho = static_cast<int>(std::lround(main * along_[b] + other * across_[b])) + offset_;
            cells_[b * static_cast<std::size_t>(width_) + static_cast<std::size_t>(rho)] += weight;
        }
    }

    std::vector<Line> peaks(float least, bool upright) {
        std::vector<Line> lines;
        while (static_cast<int>(lines.size()) < lines_kept) {
            const auto top = std::max_element(cells_.begin(), cells_.end());
            if (*top < least) break;
            const int at = static_cast<int>(top - cells_.begin());
            const int bin = at / width_;
            const int rho = at % width_;
            const auto b = static_cast<std::size_t>(bin);
            Line line{.nx = along_[b], .ny = across_[b], .rho = static_cast<float>(rho - offset_), .votes = *top};
            if (!upright) std::swap(line.nx, line.ny);
            lines.push_back(line);
            for (int near_bin = std::max(0, bin - 5); near_bin <= std::min(bins - 1, bin + 5); ++near_bin) {
                const int begin = std::max(0, rho - 3 - std::abs(near_bin - bin));
                const int end = std::min(width_, rho + 4 + std::abs(near_bin - bin));
                const auto row = cells_.begin() + static_cast<std::ptrdiff_t>(near_bin) * width_;
                std::fill(row + begin, row + end, 0.0F);
            }
        }
        return lines;
    }

private:
    int offset_;
    int width_;
    std::vector<float> cells_;
    std::array<float, bins> along_{}, across_{};
};

/// Thin edges by direction, and the lines that they vote for.
Edges find_edges(const cv::Mat& grey) {
    cv::Mat smooth, gx, gy;
    cv::GaussianBlur(grey, smooth, cv::Size(3, 3), 0.8);
    cv::Sobel(smooth, gx, CV_16S, 1, 0, 3, 0.25);
    cv::Sobel(smooth, gy, CV_16S, 0, 1, 3, 0.25);
    Edges edges{.level = cv::Mat::zeros(grey.size(), CV_8UC1),
                .upright = cv::Mat::zeros(grey.size(), CV_8UC1),
                .level_lines = {},
                .upright_lines = {}};
    Votes level_votes(grey.size());
    Votes upright_votes(grey.size());
    const float steepest = std::tan(static_cast<float>(tilt_degrees * std::numbers::pi / 180));
    for (int y = 1; y + 1 < grey.rows; ++y) {
        const auto* dx = gx.ptr<short>(y);
        const auto* dy = gy.ptr<short>(y);
        const auto* dy_above = gy.ptr<short>(y - 1);
        const auto* dy_below = gy.ptr<short>(y + 1);
        for (int x = 1; x + 1 < grey.cols; ++x) {
            const int ax = std::abs(dx[x]);
            const int ay = std::abs(dy[x]);
            if (std::max(ax, ay) < static_cast<int>(limits::edge_gradient * 0.5F)) continue;
            const auto weight = std::min(1.0F, static_cast<float>(std::max(ax, ay)) / 40.0F) * 0.5F + 0.5F;
            if (ay > ax) {
                const float slope = static_cast<float>(dx[x]) / static_cast<float>(dy[x]);
                if (std::abs(slope) > steepest || ay < std::abs(dy_above[x]) || ay <= std::abs(dy_below[x])) continue;
                edges.level.at<uchar>(y, x) = 255;
                level_votes.add(static_cast<float>(y), static_cast<float>(x), slope, weight);
            } else {
                const float slope = static_cast<float>(dy[x]) / static_cast<float>(dx[x]);
                if (std::abs(slope) > steepest || ax < std::abs(dx[x - 1]) || ax <= std::abs(dx[x + 1])) continue;
                edges.upright.at<uchar>(y, x) = 255;
                upright_votes.add(static_cast<float>(x), static_cast<float>(y), slope, weight);
            }
        }
    }
    const float shortest = limits::smallest_width_share * static_cast<float>(grey.cols);
    edges.level_lines = level_votes.peaks(shortest * 0.4F, false);
    edges.upright_lines = upright_votes.peaks(shortest * 0.25F, true);
    const cv::Mat around = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(3, 3));
    cv::dilate(edges.level, edges.level, around);
    cv::dilate(edges.upright, edges.upright, around);
    return edges;
}

std::optional<cv::Point2f> crossing(const Line& a, const Line& b) {
    const float determinant = a.nx * b.ny - a.ny * b.nx;
    if (std::abs(determinant) < 0.3F) return std::nullopt;
    return cv::Point2f((a.rho * b.ny - b.rho * a.ny) / determinant, (a.nx * b.rho - b.nx * a.rho) / determinant);
}

/// The share of the way from `from` to `to` (as shares of the side a..b) that lies on edges.
float support(const cv::Mat& map, cv::Point2f a, cv::Point2f b, float from, float to) {
    const auto length = static_cast<float>(cv::norm(b - a)) * (to - from);
    const int steps = std::max(6, static_cast<int>(length / 2));
    int hits = 0;
    for (int step = 0; step < steps; ++step) {
        const cv::Point2f at =
            a + (b - a) * (from + (to - from) * (static_cast<float>(step) + 0.5F) / static_cast<float>(steps));
        const int x = static_cast<int>(std::lround(at.x));
        const int y = static_cast<int>(std::lround(at.y));
        if (x >= 0 && y >= 0 && x < map.cols && y < map.rows && map.at<uchar>(y, x) != 0) ++hits;
    }
    return static_cast<float>(hits) / static_cast<float>(steps);
}

struct Candidate {
    std::array<cv::Point2f, 4> corners;
    float score = 0;
};

class Judge {
public:
    Judge(const Edges& edges, float aspect, cv::Size size) : edges_(edges), aspect_(aspect), size_(size) {}

    void look_at(const Line& top, const Line& bottom, const Line& left, const Line& right) {
        const int cut_off = top.frame_side + bottom.frame_side + left.frame_side + right.frame_side;
        if (cut_off > 2 || (cut_off == 2 && top.frame_side != bottom.frame_side)) return;
        const auto tl = crossing(top, left), tr = crossing(top, right), br = crossing(bottom, right),
                   bl = crossing(bottom, left);
        if (!tl || !tr || !br || !bl) return;
        const std::array<cv::Point2f, 4> c = {*tl, *tr, *br, *bl};
        const float shape = shape_of(c, cut_off);
        if (shape <= 0) return;
        float sum = 0;
        float least = 1;
        const auto add = [&](const Line& side, const cv::Mat& map, cv::Point2f from, cv::Point2f to) {
            if (side.frame_side) return;
            const float share = support(map, from, to, 0.07F, 0.93F);
            sum += share;
            least = std::min(least, share);
        };
        add(top, edges_.level, c[0], c[1]);
        add(right, edges_.upright, c[1], c[2]);
        add(bottom, edges_.level, c[2], c[3]);
        add(left, edges_.upright, c[3], c[0]);
        const float mean = sum / static_cast<float>(4 - cut_off);
        if (least < limits::side_support || mean < (cut_off > 0 ? cut_off_support : limits::mean_support)) return;
        // A side that goes on beyond its corners belongs to a table or a tile, not to a card.
        const float beyond =
            (support(edges_.level, c[0], c[1], -0.14F, -0.04F) + support(edges_.level, c[0], c[1], 1.04F, 1.14F) +
             support(edges_.level, c[3], c[2], -0.14F, -0.04F) + support(edges_.level, c[3], c[2], 1.04F, 1.14F) +
             support(edges_.upright, c[0], c[3], -0.16F, -0.05F) + support(edges_.upright, c[0], c[3], 1.05F, 1.16F) +
             support(edges_.upright, c[1], c[2], -0.16F, -0.05F) + support(edges_.upright, c[1], c[2], 1.05F, 1.16F)) /
            8;
        float score = (0.7F * mean + 0.3F * least) * shape * (1 - 0.5F * beyond);
        for (int side = 0; side < cut_off; ++side) score *= cut_off_discount;
        if (score > best_.score) best_ = {c, score};
    }

    [[nodiscard]] const Candidate& best() const { return best_; }

private:
    /// 0..1: how much these corners look like a document of the wanted aspect, held before a camera.
    [[nodiscard]] float shape_of(const std::array<cv::Point2f, 4>& c, int cut_off) const {
        const auto length = [&](int a, int b) {
            return static_cast<float>(cv::norm(c[static_cast<std::size_t>(a)] - c[static_cast<std::size_t>(b)]));
        };
        const float top = length(0, 1), right = length(1, 2), bottom = length(2, 3), left = length(3, 0);
        const float width = (top + bottom) / 2;
        const float height = (left + right) / 2;
        const auto frame_width = static_cast<float>(size_.width);
        if (width < limits::smallest_width_share * frame_width || height < 12) return 0;
        for (const auto& corner : c) {
            if (corner.x < -0.15F * frame_width || corner.y < -0.15F * frame_width) return 0;
            if (corner.x > 1.15F * frame_width || corner.y > static_cast<float>(size_.height) + 0.15F * frame_width)
                return 0;
        }
        if (std::max(top, bottom) > 1.5F * std::min(top, bottom) ||
            std::max(left, right) > 1.5F * std::min(left, right))
            return 0;
        const float area_share = width * height / static_cast<float>(size_.area());
        const float size_bonus = 0.9F + 0.1F * std::min(1.0F, std::sqrt(area_share));
        const float off = std::log(width / height / aspect_);
        // What is cut off may have any shape that is no larger than the whole.
        if (cut_off > 0) return std::abs(off) < 0.8F ? size_bonus : 0;
        if (std::abs(off) > 0.42F) return 0;
        return std::exp(-off * off / (2 * 0.15F * 0.15F)) * size_bonus;
    }

    const Edges& edges_;
    float aspect_;
    cv::Size size_;
    Candidate best_;
};

std::vector<Line> with_frame_sides(std::vector<Line> lines, bool upright, cv::Size size) {
    const auto last = static_cast<float>((upright ? size.width : size.height) - 1);
    for (const float rho : {0.0F, last}) {
        lines.push_back(
            {.nx = upright ? 1.0F : 0.0F, .ny = upright ? 0.0F : 1.0F, .rho = rho, .votes = 0, .frame_side = true});
    }
    return lines;
}

/// Where a line crosses the middle of the frame, to order two lines of one direction.
float middle_of(const Line& line, bool upright, cv::Size size) {
    return upright ? (line.rho - line.ny * static_cast<float>(size.height) / 2) / line.nx
                   : (line.rho - line.nx * static_cast<float>(size.width) / 2) / line.ny;
}

template <typename Visit>
void each_pair(const std::vector<Line>& lines, bool upright, cv::Size size, float least_apart, Visit visit) {
    for (std::size_t a = 0; a < lines.size(); ++a) {
        for (std::size_t b = a + 1; b < lines.size(); ++b) {
            const float at_a = middle_of(lines[a], upright, size);
            const float at_b = middle_of(lines[b], upright, size);
            if (std::abs(at_a - at_b) < least_apart) continue;
            at_a < at_b ? visit(lines[a], lines[b]) : visit(lines[b], lines[a]);
        }
    }
}

}  // namespace

std::optional<FoundDocument> find_document(const Images& images, float aspect) {
    const cv::Size size = images.small.size();
    const Edges edges = find_edges(images.small);
    Judge judge(edges, aspect, size);
    const auto level = with_frame_sides(edges.level_lines, false, size);
    const auto upright = with_frame_sides(edges.upright_lines, true, size);
    const float narrowest = limits::smallest_width_share * static_cast<float>(size.width);
    each_pair(level, false, size, narrowest / aspect * 0.7F, [&](const Line& top, const Line& bottom) {
        each_pair(upright, true, size, narrowest,
                  [&](const Line& left, const Line& right) { judge.look_at(top, bottom, left, right); });
    });
    if (judge.best().score < limits::found_score) return std::nullopt;
    FoundDocument found{.corners = {}, .confidence = std::min(1.0F, judge.best().score)};
    const float scale = images.small_scale();
    for (std::size_t at = 0; at < 4; ++at) {
        const cv::Point2f corner = judge.best().corners[at];
        found.corners[at] = {(corner.x + 0.5F) * scale - 0.5F, (corner.y + 0.5F) * scale - 0.5F};
    }
    found.corners = refine_corners(images, found.corners);
    return found;
}

}  // namespace vestibule::capture
