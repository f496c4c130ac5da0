// zone_page - a bare page with a machine-readable zone, for tests that read one.
#pragma once

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <vector>

#include "kiosk/capture/mrz/cell.hpp"
#include "kiosk/capture/mrz/training/glyph_source.hpp"

namespace vestibule::capture::test {

/// A page with the lines in the font of passports.
inline cv::Mat drawn(const std::vector<std::string_view>& lines, float pitch_px, double turn_degrees, double blur_px,
                     int height_px = 600) {
    static const mrz::GlyphSource font(OCR_B_FONT, 3);
    cv::Mat page(height_px, 1200, CV_8UC1, cv::Scalar(205));
    const float scale = mrz::GlyphMask::pitch_px / pitch_px;
    for (std::size_t row = 0; row < lines.size(); ++row) {
        const float middle_y = 330 + static_cast<float>(row) * 2.2F * pitch_px;
        for (int y = static_cast<int>(middle_y - pitch_px); y < static_cast<int>(middle_y + pitch_px); ++y) {
            for (int x = 0; x < page.cols; ++x) {
                const float along = (static_cast<float>(x) - 90) / pitch_px;
                const int position = static_cast<int>(std::floor(along));
                if (position < 0 || position >= static_cast<int>(lines[row].size())) continue;
                const auto glyph = mrz::alphabet.find(lines[row][static_cast<std::size_t>(position)]);
                const float ink = font.glyph(static_cast<int>(glyph), 1)
                                      .at((along - static_cast<float>(position) - 0.5F) * mrz::GlyphMask::pitch_px,
                                          (static_cast<float>(y) - middle_y) * scale);
                page.at<uchar>(y, x) = static_cast<uchar>(205 - 160 * ink);
            }
        }
    }
    cv::Mat turned;
    cv::warpAffine(page, turned, cv::getRotationMatrix2D({600, 340}, turn_degrees, 1), page.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    if (blur_px > 0) cv::GaussianBlur(turned, turned, {}, blur_px);
    cv::Mat noise(page.size(), CV_16SC1), sum;
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, 0, 4);
    turned.convertTo(sum, CV_16SC1);
    sum += noise;
    sum.convertTo(turned, CV_8UC1);
    return turned;
}

}  // namespace vestibule::capture::test
