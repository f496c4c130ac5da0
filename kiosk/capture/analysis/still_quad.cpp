// still_quad - lines that know on which side they are bright, and the four of them whose bright sides face each other.
// One score alone decides: the share of all four sides that lies on edges of the right polarity, times the size.
#include "kiosk/capture/analysis/still_quad.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {
namespace {

constexpr int longest_side_px = 440;
constexpr int directions = 360;  // of the gradient, so that a line's two polarities are two lines
constexpr int lines_kept = 36;
constexpr float edge_gradient = 7;     // grey levels a pixel: a white sheet on a light desk gives about 10
constexpr float least_side = 0.16F;    // of the picture's shorter side
constexpr float least_support = 0.5F;  // of the worst side, which a thumb may hide in part
constexpr float mean_support = 0.72F;
constexpr float widest_skew = 0.5F;  // cosine: opposite corners of a sheet seen from the side have about 60 degrees

struct SignedLine {
    cv::Point2f normal;  ///< towards the bright side
    float rho = 0, votes = 0;
};

struct Field {
    cv::Mat gx, gy;  ///< CV_32F
    cv::Mat edges;   ///< 255 on thin edges
};

Field gradients(const cv::Mat& small) {
    Field field;
    cv::Mat smooth;
    cv::GaussianBlur(small, smooth, cv::Size(5, 5), 1.1);
    cv::Sobel(smooth, field.gx, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(smooth, field.gy, CV_32F, 0, 1, 3, 0.125);
    field.edges = cv::Mat::zeros(small.size(), CV_8UC1);
    const auto strength = [&](int y, int x) { return std::hypot(field.gx.at<float>(y, x), field.gy.at<float>(y, x)); };
    for (int y = 2; y + 2 < small.rows; ++y) {
        for (int x = 2; x + 2 < small.cols; ++x) {
            const float here = strength(y, x);
            if (here < edge_gradient) continue;
            const int dx = static_cast<int>(std::lround(field.gx.at<float>(y, x) / here));
            const int dy = static_cast<int>(std::lround(field.gy.at<float>(y, x) / here));
            if (here >= strength(y + dy, x + dx) && here > strength(y - dy, x - dx)) field.edges.at<uchar>(y, x) = 255;
        }
    }
    return field;
}

std::vector<SignedLine> vote(const Field& field) {
    const int reach = static_cast<int>(std::hypot(field.edges.cols, field.edges.rows)) + 2;
    cv::Mat cells = cv::Mat::zeros(directions, 2 * reach, CV_32F);
    std::array<cv::Point2f, directions> normals;
    for (int at = 0; at < directions; ++at) {
        const double angle = at * 2 * std::numbers::pi / directions;
        normals[static_cast<std::size_t>(at)] = cv::Point2d(std::cos(angle), std::sin(angle));
    }
    for (int y = 0; y < field.edges.rows; ++y) {
        for (int x = 0; x < field.edges.cols; ++x) {
            if (field.edges.at<uchar>(y, x) == 0) continue;
            const float dx = field.gx.at<float>(y, x), dy = field.gy.at<float>(y, x);
            const float weight = 0.5F + 0.5F * std::min(1.0F, std::hypot(dx, dy) / 25);
            const int middle = static_cast<int>(std::lround(std::atan2(dy, dx) * directions / 2 / std::numbers::pi));
            for (int off = -4; off <= 4; ++off) {
                const int at = (middle + off + 2 * directions) % directions;
                const cv::Point2f& normal = normals[static_cast<std::size_t>(at)];
                const float rho = normal.x * static_cast<float>(x) + normal.y * static_cast<float>(y);
                cells.at<float>(at, static_cast<int>(std::lround(rho)) + reach) += weight;
            }
        }
    }
    std::vector<SignedLine> lines;
    const float least = 0.3F * least_side * static_cast<float>(std::min(field.edges.cols, field.edges.rows));
    while (static_cast<int>(lines.size()) < lines_kept) {
        double top = 0;
        cv::Point at;
        cv::minMaxLoc(cells, nullptr, &top, nullptr, &at);
        if (top < least) break;
        lines.push_back(
            {normals[static_cast<std::size_t>(at.y)], static_cast<float>(at.x - reach), static_cast<float>(top)});
        for (int off = -6; off <= 6; ++off) {
            const int row = (at.y + off + directions) % directions;
            const int wide = 3 + std::abs(off);
            const int begin = std::max(0, at.x - wide), end = std::min(cells.cols, at.x + wide + 1);
            cells(cv::Rect(begin, row, end - begin, 1)) = 0;
        }
    }
    return lines;
}

std::optional<cv::Point2f> crossing(const SignedLine& a, const SignedLine& b) {
    const float determinant = a.normal.x * b.normal.y - a.normal.y * b.normal.x;
    if (std::abs(determinant) < 0.4F) return std::nullopt;
    return cv::Point2f((a.rho * b.normal.y - b.rho * a.normal.y) / determinant,
                       (a.normal.x * b.rho - b.normal.x * a.rho) / determinant);
}

/// The share of a..b that lies on edges whose bright side is that of the line; -1 far outside the picture.
float support(const Field& field, const SignedLine& line, cv::Point2f a, cv::Point2f b) {
    const int steps = std::max(10, static_cast<int>(cv::norm(b - a) / 3));
    int hits = 0;
    for (int step = 0; step < steps; ++step) {
        const cv::Point2f at =
            a + (b - a) * (0.04F + 0.92F * (static_cast<float>(step) + 0.5F) / static_cast<float>(steps));
        for (const float off : {0.0F, 1.0F, -1.0F, 2.0F, -2.0F}) {
            const int x = static_cast<int>(std::lround(at.x + off * line.normal.x));
            const int y = static_cast<int>(std::lround(at.y + off * line.normal.y));
            if (x < 0 || y < 0 || x >= field.edges.cols || y >= field.edges.rows) continue;
            if (field.edges.at<uchar>(y, x) == 0) continue;
            const float dx = field.gx.at<float>(y, x), dy = field.gy.at<float>(y, x);
            if (dx * line.normal.x + dy * line.normal.y < 0.85F * std::hypot(dx, dy)) continue;
            ++hits;
            break;
        }
    }
    return static_cast<float>(hits) / static_cast<float>(steps);
}

struct Pair {
    const SignedLine *a, *b;
};

struct Winner {
    std::array<cv::Point2f, 4> corners{};
    float score = 0;
};

void rate(const Field& field, const Pair& across, const Pair& down, Winner& best) {
    const auto c0 = crossing(*across.a, *down.a), c1 = crossing(*across.a, *down.b), c2 = crossing(*across.b, *down.b),
               c3 = crossing(*across.b, *down.a);
    if (!c0 || !c1 || !c2 || !c3) return;
    const std::array<cv::Point2f, 4> c = {*c0, *c1, *c2, *c3};
    const auto width = static_cast<float>(field.edges.cols), height = static_cast<float>(field.edges.rows);
    const float shortest = least_side * std::min(width, height);
    for (std::size_t at = 0; at < 4; ++at) {
        const cv::Point2f way = c[(at + 1) % 4] - c[at], back = c[(at + 3) % 4] - c[at];
        const auto length = static_cast<float>(cv::norm(way));
        if (length < shortest || std::abs(way.dot(back)) > widest_skew * length * static_cast<float>(cv::norm(back)))
            return;
        if (c[at].x < -0.03F * width || c[at].y < -0.03F * height || c[at].x > 1.03F * width ||
            c[at].y > 1.03F * height)
            return;
    }
    const auto area = static_cast<float>(std::abs(cv::contourArea(std::vector<cv::Point2f>(c.begin(), c.end()))));
    const float share = area / (width * height);
    if (share < 0.03F) return;
    const float size = 0.55F + 0.45F * std::pow(share, 0.35F);
    if (size <= best.score) return;
    const std::array<float, 4> sides = {support(field, *across.a, c[0], c[1]), support(field, *down.b, c[1], c[2]),
                                        support(field, *across.b, c[2], c[3]), support(field, *down.a, c[3], c[0])};
    const float least = *std::min_element(sides.begin(), sides.end());
    const float mean = (sides[0] + sides[1] + sides[2] + sides[3]) / 4;
    if (least < least_support || mean < mean_support) return;
    const float score = (0.6F * mean + 0.4F * least) * size;
    if (score > best.score) best = {c, score};
}

/// Pairs of nearly parallel lines that turn the same side, bright or dark, towards each other.
std::vector<Pair> pairs_of(const std::vector<SignedLine>& lines, float inward, cv::Size size) {
    std::vector<Pair> pairs;
    const float least = least_side * static_cast<float>(std::min(size.width, size.height));
    const cv::Point2f middle(static_cast<float>(size.width) / 2, static_cast<float>(size.height) / 2);
    for (const SignedLine& a : lines) {
        for (const SignedLine& b : lines) {
            if (&b <= &a || a.normal.dot(b.normal) > -0.86F) continue;
            // Along the mean normal, measured at the middle of the picture: a's inner side must face b.
            const float off_a = a.rho - a.normal.dot(middle), off_b = b.rho - b.normal.dot(middle);
            if (inward * (-off_a - off_b) < least) continue;
            pairs.push_back({&a, &b});
        }
    }
    return pairs;
}

std::array<cv::Point2f, 4> in_order(std::array<cv::Point2f, 4> c, float scale) {
    const cv::Point2f a = c[1] - c[0], b = c[2] - c[1];
    if (a.x * b.y - a.y * b.x < 0) std::swap(c[1], c[3]);
    const auto first = std::min_element(
        c.begin(), c.end(), [](const cv::Point2f& p, const cv::Point2f& q) { return p.x + p.y < q.x + q.y; });
    std::rotate(c.begin(), first, c.end());
    for (auto& corner : c) corner = (corner + cv::Point2f(0.5F, 0.5F)) * scale - cv::Point2f(0.5F, 0.5F);
    return c;
}

}  // namespace

std::optional<FoundDocument> find_still_document(const Images& images) {
    const int longest = std::max(images.half.cols, images.half.rows);
    cv::Mat small;
    const double by = std::min(1.0, static_cast<double>(longest_side_px) / longest);
    cv::resize(images.half, small, cv::Size(), by, by, cv::INTER_AREA);
    const Field field = gradients(small);
    const std::vector<SignedLine> lines = vote(field);
    Winner best;
    for (const float inward : {1.0F, -1.0F}) {
        const std::vector<Pair> pairs = pairs_of(lines, inward, small.size());
        for (std::size_t a = 0; a < pairs.size(); ++a) {
            for (std::size_t b = a + 1; b < pairs.size(); ++b) {
                if (std::abs(pairs[a].a->normal.dot(pairs[b].a->normal)) < 0.6F) rate(field, pairs[a], pairs[b], best);
            }
        }
    }
    if (best.score <= 0) return std::nullopt;
    const Refined refined = Refiner().refine(
        images, in_order(best.corners, static_cast<float>(images.small.cols) / static_cast<float>(small.cols)));
    FoundDocument found;
    found.corners = refined.corners;
    found.confidence = std::min(1.0F, best.score);
    found.sides = refined.sides;
    found.edge_sigma_px = refined.edge_sigma_px;
    return found;
}

}  // namespace vestibule::capture
