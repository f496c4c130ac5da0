// screen_sign - the spectrum of each part of a document, and the narrow peak that most of them have at one place.
#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/signs.hpp"

namespace vestibule::capture {
namespace {

constexpr int block_px = 64;
constexpr int least_blocks = 24;     // a card of 620 px has 45
constexpr float lowest = 0.16F;      // cycles a pixel: guilloches and letters are below, a display's pixels above
constexpr float highest = 0.47F;     // next to the sampling's own limit there is only noise
constexpr float block_share = 0.3F;  // of the parts, which may be print or glare and show nothing of a pattern
constexpr float noise_peak = 1.2F;   // natural logarithm over what is near: grain and print come to that
constexpr float plain_peak = 4.0F;   // print with a raster comes half as far, a display farther
constexpr float jpeg_step = 0.125F;  // a JPEG's own blocks of eight pixels make a pattern, too ...
constexpr float jpeg_reach = 0.02F;  // ... so close to its multiples along either axis
constexpr float jpeg_turn = 0.34F;   // tangent of as far as a card is turned against the frame
constexpr float not_seen = 0.3F, seen = 0.7F;  // confidence: fine displays are never seen, raster prints may be genuine

/// Logarithm of the power at each frequency of the upper half, over its median.
cv::Mat spectrum_of(const cv::Mat& part, const cv::Mat& window) {
    cv::Mat values, transform;
    part.convertTo(values, CV_32F);
    values = (values - cv::mean(values)[0]).mul(window);
    cv::dft(values, transform, cv::DFT_COMPLEX_OUTPUT);
    cv::Mat out(block_px / 2, block_px, CV_32F);
    std::vector<float> all;
    for (int y = 0; y < out.rows; ++y) {
        for (int x = 0; x < out.cols; ++x) {
            const auto& at = transform.at<cv::Vec2f>(y, x);
            out.at<float>(y, x) = std::log(at[0] * at[0] + at[1] * at[1] + 1);
            const float fx = static_cast<float>(x < block_px / 2 ? x : x - block_px) / block_px,
                        fy = static_cast<float>(y) / block_px;
            if (std::hypot(fx, fy) >= lowest) all.push_back(out.at<float>(y, x));
        }
    }
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
    out -= all[all.size() / 2];
    return out;
}

bool is_jpeg(float fx, float fy) {
    const float along = std::max(std::abs(fx), std::abs(fy)), across = std::min(std::abs(fx), std::abs(fy));
    const float length = std::hypot(fx, fy);
    const float off = std::abs(length - jpeg_step * std::round(length / jpeg_step));
    return across < jpeg_turn * along && off < jpeg_reach;
}

/// What most of the parts have at least, at each frequency.
cv::Mat common_of(const std::vector<cv::Mat>& spectra) {
    cv::Mat common(spectra[0].size(), CV_32F);
    const auto place = static_cast<std::ptrdiff_t>(block_share * static_cast<float>(spectra.size()));
    std::vector<float> values(spectra.size());
    for (int y = 0; y < common.rows; ++y) {
        for (int x = 0; x < common.cols; ++x) {
            for (std::size_t at = 0; at < spectra.size(); ++at) values[at] = spectra[at].at<float>(y, x);
            std::nth_element(values.begin(), values.begin() + place, values.end());
            common.at<float>(y, x) = values[static_cast<std::size_t>(place)];
        }
    }
    return common;
}

/// The usual value near a frequency: what is printed has much of all that are alike, a pattern has one.
float around(const cv::Mat& common, int x, int y) {
    constexpr int reach = 5, peak = 2;
    std::vector<float> values;
    for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) {
            if (std::max(std::abs(dx), std::abs(dy)) <= peak) continue;
            // The other half of the plane is the same, mirrored at the middle.
            const bool other = y + dy < 0;
            const int row = std::abs(y + dy), column = ((other ? -(x + dx) : x + dx) + 2 * block_px) % block_px;
            if (row < common.rows) values.push_back(common.at<float>(row, column));
        }
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// By how much each frequency stands out of what is near; nothing where no display's pixels would be looked for.
cv::Mat raised_of(const cv::Mat& common) {
    cv::Mat raised = cv::Mat::zeros(common.size(), CV_32F);
    for (int y = 0; y < common.rows; ++y) {
        for (int x = 0; x < common.cols; ++x) {
            const float fx = static_cast<float>(x < block_px / 2 ? x : x - block_px) / block_px,
                        fy = static_cast<float>(y) / block_px;
            if (std::hypot(fx, fy) < lowest || std::max(std::abs(fx), fy) > highest || is_jpeg(fx, fy)) continue;
            raised.at<float>(y, x) = common.at<float>(y, x) - around(common, x, y);
        }
    }
    return raised;
}

}  // namespace

Signal screen_pattern(const cv::Mat& card) {
    Signal signal{.sign = Sign::ScreenPattern};
    cv::Mat window;
    cv::createHanningWindow(window, {block_px, block_px}, CV_32F);
    std::vector<cv::Mat> spectra;
    for (int y = 0; y + block_px <= card.rows; y += block_px)
        for (int x = 0; x + block_px <= card.cols; x += block_px)
            spectra.push_back(spectrum_of(card(cv::Rect(x, y, block_px, block_px)), window));
    if (static_cast<int>(spectra.size()) < least_blocks) return signal;
    const cv::Mat raised = raised_of(common_of(spectra));
    const auto at = [&](int x, int y) {
        // The other half of the plane is the same, mirrored at the middle.
        if (y < 0) x = -x, y = -y;
        return y < raised.rows ? raised.at<float>(y, (x + 2 * block_px) % block_px) : 0.0F;
    };
    float peak = 0;
    for (int y = 0; y < raised.rows; ++y) {
        for (int x = -block_px / 2 + 1; x < block_px / 2; ++x) {
            // Pixels are square: what is there along one direction is there across it, too. Guilloches run one way.
            float across = 0;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) across = std::max(across, at(-y + dx, x + dy));
            peak = std::max(peak, std::min(at(x, y), across));
        }
    }
    signal.strength = std::clamp((peak - noise_peak) / (plain_peak - noise_peak), 0.0F, 1.0F);
    signal.confidence = not_seen + (seen - not_seen) * signal.strength;
    return signal;
}

}  // namespace vestibule::capture
