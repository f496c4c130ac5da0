// barcode - finds and reads the PDF417 in a photograph of a card: first where bars are, then with many turns and sizes.
#define ZX_USE_UTF8 1  // its texts as std::string
#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "tests/sandbox/pictures.hpp"

namespace vestibule::sandbox {
namespace {

std::optional<std::string> read(const cv::Mat& grey) {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::PDF417).setTryHarder(true).setTryRotate(true);
    for (const auto binarizer : {ZXing::Binarizer::LocalAverage, ZXing::Binarizer::GlobalHistogram}) {
        hints.setBinarizer(binarizer);
        const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                                    static_cast<int>(grey.step[0]));
        const ZXing::Result found = ZXing::ReadBarcode(view, hints);
        if (found.isValid()) return found.text();
    }
    return std::nullopt;
}

cv::Mat turned(const cv::Mat& grey, cv::Point2f centre, double degrees, double scale, cv::Size size) {
    cv::Mat turn = cv::getRotationMatrix2D(centre, degrees, scale);
    turn.at<double>(0, 2) += size.width / 2.0 - centre.x;
    turn.at<double>(1, 2) += size.height / 2.0 - centre.y;
    cv::Mat made;
    cv::warpAffine(grey, made, turn, size, cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return made;
}

/// Where grey changes much more across than along: the largest such patch, in pixels of `grey`.
std::optional<cv::RotatedRect> find_bars(const cv::Mat& grey) {
    const double scale = std::min(1.0, 800.0 / std::max(grey.cols, grey.rows));
    cv::Mat small, across, along, bars;
    cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
    cv::Sobel(small, across, CV_32F, 1, 0);
    cv::Sobel(small, along, CV_32F, 0, 1);
    bars = cv::abs(across) - 1.2 * cv::abs(along);
    cv::blur(bars, bars, {15, 15});
    double most = 0;
    cv::minMaxLoc(bars, nullptr, &most);
    cv::Mat mask = bars > most * 0.35;
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {25, 11}));
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    if (outlines.empty()) return std::nullopt;
    const auto largest = std::max_element(outlines.begin(), outlines.end(), [](const auto& one, const auto& other) {
        return cv::contourArea(one) < cv::contourArea(other);
    });
    cv::RotatedRect patch = cv::minAreaRect(*largest);
    if (std::min(patch.size.width, patch.size.height) < 10) return std::nullopt;
    patch.center /= static_cast<float>(scale);
    patch.size.width /= static_cast<float>(scale);
    patch.size.height /= static_cast<float>(scale);
    return patch;
}

/// The patch of bars alone, laid straight and enlarged.
std::optional<std::string> read_patch(const cv::Mat& grey, const cv::RotatedRect& patch, bool hard) {
    double degrees = patch.angle;
    cv::Size2f size = patch.size;
    if (size.width < size.height) {
        std::swap(size.width, size.height);
        degrees += 90;
    }
    while (degrees > 90) degrees -= 180;
    const double fitting = std::clamp(1600.0 / (size.width * 1.15), 1.0, 3.0);
    const std::vector<double> scales = hard ? std::vector<double>{fitting, 1.0} : std::vector{fitting};
    const std::vector<double> errors = hard ? std::vector<double>{0, -1.5, 1.5, -4, 4} : std::vector<double>{0};
    for (const double scale : scales) {
        const cv::Size wanted(static_cast<int>(size.width * 1.15 * scale), static_cast<int>(size.height * 1.4 * scale));
        for (const double error : errors)
            if (auto text = read(turned(grey, patch.center, degrees + error, scale, wanted))) return text;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> read_barcode(const cv::Mat& grey, bool hard) {
    if (auto text = read(grey)) return text;
    const auto patch = find_bars(grey);
    if (patch)
        if (auto text = read_patch(grey, *patch, hard)) return text;
    if (!hard) return std::nullopt;
    const cv::Point2f centre(static_cast<float>(grey.cols) / 2, static_cast<float>(grey.rows) / 2);
    for (const double degrees : {-3.0, 3.0, -6.0, 6.0, -10.0, 10.0})
        if (auto text = read(turned(grey, centre, degrees, 1.0, grey.size()))) return text;
    return std::nullopt;
}

}  // namespace vestibule::sandbox
