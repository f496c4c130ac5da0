// sampling - grey levels between pixels, and the geometry of a rectangle's sides; small enough to be inlined.
#pragma once

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <optional>

namespace vestibule::capture {

[[nodiscard]] inline float grey_at(const cv::Mat& grey, cv::Point2f at) {
    const float x = std::clamp(at.x, 0.0F, static_cast<float>(grey.cols) - 1.01F);
    const float y = std::clamp(at.y, 0.0F, static_cast<float>(grey.rows) - 1.01F);
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const float fx = x - static_cast<float>(left), fy = y - static_cast<float>(top);
    const uchar *row = grey.ptr<uchar>(top) + left, *next = grey.ptr<uchar>(top + 1) + left;
    const float above = static_cast<float>(row[0]) * (1 - fx) + static_cast<float>(row[1]) * fx;
    const float below = static_cast<float>(next[0]) * (1 - fx) + static_cast<float>(next[1]) * fx;
    return above * (1 - fy) + below * fy;
}

[[nodiscard]] inline bool inside(const cv::Mat& grey, cv::Point2f at) {
    return at.x >= 1 && at.y >= 1 && at.x < static_cast<float>(grey.cols) - 2 &&
           at.y < static_cast<float>(grey.rows) - 2;
}

/// Where the line a-b meets the line c-d; nothing where they are nearly parallel.
[[nodiscard]] inline std::optional<cv::Point2f> crossing(cv::Point2f a, cv::Point2f b, cv::Point2f c, cv::Point2f d) {
    const cv::Point2f ab = b - a, cd = d - c;
    const float determinant = ab.x * cd.y - ab.y * cd.x;
    if (std::abs(determinant) < 0.2F * static_cast<float>(cv::norm(ab) * cv::norm(cd))) return std::nullopt;
    const float t = ((c.x - a.x) * cd.y - (c.y - a.y) * cd.x) / determinant;
    return a + ab * t;
}

/// The normal that points out of a rectangle whose sides run clockwise.
[[nodiscard]] inline cv::Point2f outward(cv::Point2f from, cv::Point2f to) {
    const cv::Point2f way = to - from;
    const auto length = std::max(1e-3F, static_cast<float>(cv::norm(way)));
    return {way.y / length, -way.x / length};
}

}  // namespace vestibule::capture
