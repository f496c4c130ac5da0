// refine - moves each side of a found document onto the edge that it belongs to, at twice the finder's resolution.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "kiosk/capture/find.hpp"

namespace vestibule::capture {
namespace {

constexpr int samples_a_side = 40;
constexpr float reach_px = 4.5F;       // in the half-size picture: the finder is right to about one of its pixels
constexpr float least_step = 7;        // grey levels across two pixels
constexpr float largest_shift_px = 8;  // a corner that moves further has found another edge

float grey_at(const cv::Mat& grey, cv::Point2f at) {
    const int x = static_cast<int>(std::floor(at.x));
    const int y = static_cast<int>(std::floor(at.y));
    if (x < 0 || y < 0 || x + 1 >= grey.cols || y + 1 >= grey.rows) return -1;
    const float fx = at.x - static_cast<float>(x);
    const float fy = at.y - static_cast<float>(y);
    const auto* row = grey.ptr<uchar>(y);
    const auto* next = grey.ptr<uchar>(y + 1);
    const float above = static_cast<float>(row[x]) * (1 - fx) + static_cast<float>(row[x + 1]) * fx;
    const float below = static_cast<float>(next[x]) * (1 - fx) + static_cast<float>(next[x + 1]) * fx;
    return above * (1 - fy) + below * fy;
}

/// The line through the strongest steps near a..b, or a..b itself where there are too few.
cv::Vec4f side_line(const cv::Mat& grey, cv::Point2f a, cv::Point2f b) {
    const cv::Point2f way = b - a;
    const auto length = static_cast<float>(cv::norm(way));
    const cv::Point2f normal(-way.y / length, way.x / length);
    std::vector<cv::Point2f> points;
    for (int sample = 0; sample < samples_a_side; ++sample) {
        // Round corners keep the first and last tenth from lying on the line.
        const cv::Point2f at = a + way * (0.1F + 0.8F * static_cast<float>(sample) / (samples_a_side - 1));
        float best = least_step;
        float where = 0;
        bool any = false;
        for (float off = -reach_px; off <= reach_px; off += 0.5F) {
            const float before = grey_at(grey, at + normal * (off - 1));
            const float after = grey_at(grey, at + normal * (off + 1));
            if (before < 0 || after < 0) continue;
            const float step = std::abs(after - before) - 0.4F * std::abs(off);
            if (step > best) {
                best = step;
                where = off;
                any = true;
            }
        }
        if (any) points.push_back(at + normal * where);
    }
    if (points.size() < samples_a_side / 3) return {way.x / length, way.y / length, a.x, a.y};
    cv::Vec4f line;
    cv::fitLine(points, line, cv::DIST_HUBER, 0, 0.01, 0.01);
    return line;
}

cv::Point2f crossing(const cv::Vec4f& a, const cv::Vec4f& b, cv::Point2f otherwise) {
    const float determinant = a[0] * b[1] - a[1] * b[0];
    if (std::abs(determinant) < 0.3F) return otherwise;
    const float t = ((b[2] - a[2]) * b[1] - (b[3] - a[3]) * b[0]) / determinant;
    return {a[2] + t * a[0], a[3] + t * a[1]};
}

}  // namespace

std::array<Point, 4> refine_corners(const Images& images, const std::array<Point, 4>& corners) {
    const float scale = images.half_scale();
    std::array<cv::Point2f, 4> c;
    for (std::size_t at = 0; at < 4; ++at)
        c[at] = (to_cv(corners[at]) + cv::Point2f(0.5F, 0.5F)) / scale - cv::Point2f(0.5F, 0.5F);
    std::array<cv::Vec4f, 4> sides;
    for (std::size_t at = 0; at < 4; ++at) sides[at] = side_line(images.half, c[at], c[(at + 1) % 4]);
    std::array<Point, 4> out = corners;
    for (std::size_t at = 0; at < 4; ++at) {
        const cv::Point2f moved = crossing(sides[(at + 3) % 4], sides[at], c[at]);
        if (cv::norm(moved - c[at]) > largest_shift_px) continue;
        out[at] = from_cv((moved + cv::Point2f(0.5F, 0.5F)) * scale - cv::Point2f(0.5F, 0.5F));
    }
    return out;
}

}  // namespace vestibule::capture
