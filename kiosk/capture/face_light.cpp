// face_light - histograms of the face, of both cheeks, and of what stands beside the head.
#include "kiosk/capture/face_light.hpp"

#include <array>
#include <cmath>

#include "kiosk/capture/face_thresholds.hpp"

namespace vestibule::capture {
namespace {

using Histogram = std::array<float, 256>;

/// Shares of the levels in a part of the face, given in shares of its box; all zero where it lies outside.
Histogram shares_of(const cv::Mat& grey, const cv::Rect2f& face, cv::Rect2f part) {
    const cv::Rect where = cv::Rect(cv::Rect2f(face.x + part.x * face.width, face.y + part.y * face.height,
                                               part.width * face.width, part.height * face.height)) &
                           cv::Rect(cv::Point(), grey.size());
    Histogram shares{};
    if (where.empty()) return shares;
    for (int y = where.y; y < where.br().y; ++y) {
        const auto* row = grey.ptr<uchar>(y);
        for (int x = where.x; x < where.br().x; ++x) ++shares[row[x]];
    }
    for (float& share : shares) share /= static_cast<float>(where.area());
    return shares;
}

float mean_of(const Histogram& shares) {
    float mean = 0, sum = 0;
    for (std::size_t level = 0; level < 256; ++level) {
        mean += shares[level] * static_cast<float>(level) / 255;
        sum += shares[level];
    }
    return sum > 0 ? mean / sum : 0;
}

/// Sixteen levels a bin: noise must not make two equal cheeks differ.
float overlap(const Histogram& a, const Histogram& b) {
    float common = 0;
    for (std::size_t bin = 0; bin < 256; bin += 16) {
        float one = 0, other = 0;
        for (std::size_t level = bin; level < bin + 16; ++level) one += a[level], other += b[level];
        common += std::min(one, other);
    }
    return common;
}

}  // namespace

FaceLight measure_face_light(const cv::Mat& grey, const cv::Rect2f& face) {
    FaceLight light;
    const Histogram inner = shares_of(
        grey, face,
        {limits::face_middle_x, limits::face_middle_y, limits::face_middle_width, limits::face_middle_height});
    light.mean = mean_of(inner);
    float entropy = 0;
    for (std::size_t level = 0; level < 256; ++level) {
        const float share = inner[level];
        if (level <= 25) light.under += share;
        if (level >= 247) light.over += share;
        if (share > 0) entropy -= share * std::log2(share);
        const float off = static_cast<float>(level) / 255 - light.mean;
        light.variance += share * off * off;
    }
    light.dynamic_range = 12.5F * entropy;
    light.evenness =
        overlap(shares_of(grey, face, {0.18F, 0.5F, 0.2F, 0.22F}), shares_of(grey, face, {0.62F, 0.5F, 0.2F, 0.22F}));
    light.behind = std::max(mean_of(shares_of(grey, face, {-0.5F, -0.2F, 0.3F, 0.8F})),
                            mean_of(shares_of(grey, face, {1.2F, -0.2F, 0.3F, 0.8F})));
    return light;
}

bool badly_lit(const FaceLight& light) {
    const bool from_behind = light.mean < limits::back_lit_mean && light.behind - light.mean > limits::back_lit_step;
    return from_behind || (light.evenness < limits::least_evenness && light.under > limits::one_sided_under);
}

}  // namespace vestibule::capture
