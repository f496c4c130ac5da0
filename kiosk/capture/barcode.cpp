// barcode - straightens before it decodes: of raw hand-held frames 3 to 10 in 100 read, straightened 93.
#include "kiosk/capture/barcode.hpp"

#define ZX_USE_UTF8 1
#include <ReadBarcode.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/code_rows.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

// The largest straightened card: enough for 4 px a module; more only costs time.
constexpr int widest_card_px = 1800;
// Beyond that a whole picture is reduced first, and below it enlarged: modules of 2 to 5 pixels read best.
constexpr int widest_whole_px = 2000;
constexpr int enlarged_below_px = 1300;

bool is_mirrored(const cv::Mat& grey, const ZXing::Position& at) {
    std::array<cv::Point2f, 4> corners;
    for (int corner = 0; corner < 4; ++corner)
        corners[static_cast<std::size_t>(corner)] = {static_cast<float>(at[corner].x),
                                                     static_cast<float>(at[corner].y)};
    return rows_run_up(grey, corners);
}

Pdf417 decode(const cv::Mat& grey, ZXing::Binarizer binarizer = ZXing::Binarizer::LocalAverage) {
    if (grey.empty()) return {};
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::PDF417)
        .setTryHarder(true)
        .setTryRotate(false)
        .setTryDownscale(false)
        .setBinarizer(binarizer)
        .setMaxNumberOfSymbols(1);
    try {
        const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                                    static_cast<int>(grey.step[0]));
        ZXing::Result result = ZXing::ReadBarcode(view, hints);
        if (!result.isValid()) return {};
        Pdf417 code;
        code.mirrored = is_mirrored(grey, result.position());
        auto& bytes = const_cast<ZXing::ByteArray&>(result.bytes());
        code.bytes.reveal().assign(bytes.begin(), bytes.end());
        std::string text = result.text();
        code.text = privacy::secret(text);
        privacy::wipe(text.data(), text.size());
        privacy::wipe(bytes.data(), bytes.size());
        return code;
    } catch (const std::exception&) {
        return {};  // zxing throws on some damaged codes: they are unread
    }
}

cv::Mat sharpened(const cv::Mat& grey) {
    cv::Mat smooth, out;
    cv::GaussianBlur(grey, smooth, cv::Size(), 2.0);
    cv::addWeighted(grey, 2.2, smooth, -1.2, 0, out);
    return out;
}

cv::Mat scaled(const cv::Mat& grey, double by) {
    cv::Mat out;
    cv::resize(grey, out, cv::Size(), by, by, by < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

cv::Mat turned(const cv::Mat& grey, double degrees) {
    const cv::Point2f middle(static_cast<float>(grey.cols) / 2, static_cast<float>(grey.rows) / 2);
    cv::Mat turn = cv::getRotationMatrix2D(middle, degrees, 1), out;
    const cv::Rect2f all = cv::RotatedRect(middle, grey.size(), static_cast<float>(-degrees)).boundingRect2f();
    turn.at<double>(0, 2) += all.width / 2 - middle.x;
    turn.at<double>(1, 2) += all.height / 2 - middle.y;
    cv::warpAffine(grey, out, turn, cv::Size(static_cast<int>(all.width), static_cast<int>(all.height)),
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return out;
}

/// How far the bars lean from upright, by the direction that most of the strong gradients share; degrees.
double lean_of(const cv::Mat& grey) {
    cv::Mat small, gx, gy;
    cv::resize(grey, small, cv::Size(), 640.0 / grey.cols, 640.0 / grey.cols, cv::INTER_AREA);
    cv::Sobel(small, gx, CV_16S, 1, 0, 3);
    cv::Sobel(small, gy, CV_16S, 0, 1, 3);
    std::array<double, 180> votes{};
    for (int y = 0; y < small.rows; ++y) {
        for (int x = 0; x < small.cols; ++x) {
            const double dx = gx.at<short>(y, x), dy = gy.at<short>(y, x);
            const double strength = std::hypot(dx, dy);
            if (strength < 120) continue;
            const double angle = std::atan2(dy, dx) * 180 / std::numbers::pi;
            votes[static_cast<std::size_t>(std::lround(angle + 360)) % 180] += strength;
        }
    }
    std::array<double, 180> smooth{};
    for (std::size_t at = 0; at < 180; ++at) {
        for (std::size_t off = 0; off < 5; ++off) smooth[at] += votes[(at + off + 178) % 180];
    }
    const auto top = static_cast<double>(std::max_element(smooth.begin(), smooth.end()) - smooth.begin());
    return top > 90 ? top - 180 : top;
}

/// One picture at every scale that helps some pictures, the cheap ones first.
Pdf417 read_scales(const cv::Mat& grey) {
    if (auto code = decode(grey); code.found()) return code;
    if (auto code = decode(grey, ZXing::Binarizer::GlobalHistogram); code.found()) return code;
    if (grey.cols > enlarged_below_px) return decode(scaled(grey, 0.6));
    const cv::Mat twice = scaled(grey, 2);
    if (auto code = decode(twice); code.found()) return code;
    if (auto code = decode(twice, ZXing::Binarizer::GlobalHistogram); code.found()) return code;
    return decode(sharpened(twice));
}

}  // namespace

Pdf417 read_pdf417(const cv::Mat& grey, const std::array<Point, 4>& corners, Effort effort) {
    const int width = std::min(widest_card_px / 2, static_cast<int>(width_of(corners)));
    if (width >= limits::small_width_px / 2) {
        const auto at_width = [&](int wanted) {
            return rectify(grey, corners,
                           cv::Size(wanted, static_cast<int>(static_cast<float>(wanted) / limits::id1_aspect)));
        };
        if (auto code = decode(at_width(width)); code.found()) return code;
        cv::Mat twice = at_width(width * 2);
        if (auto code = decode(twice); code.found()) return code;
        if (auto code = decode(sharpened(twice)); code.found()) return code;
        if (effort == Effort::Live) return {};
        cv::rotate(twice, twice, cv::ROTATE_180);
        if (auto code = decode(twice); code.found()) return code;
    }
    return effort == Effort::Thorough ? read_pdf417_anywhere(grey) : Pdf417{};
}

Pdf417 read_pdf417_anywhere(const cv::Mat& grey) {
    if (grey.empty()) return {};
    const cv::Mat whole = grey.cols > widest_whole_px ? scaled(grey, double(widest_whole_px) / grey.cols) : grey;
    if (auto code = read_scales(whole); code.found()) return code;
    const double lean = lean_of(whole);
    // A code may also lie with its bars level, whose gradients then point down.
    for (const double degrees : {lean, lean > 0 ? lean - 90 : lean + 90}) {
        if (std::abs(degrees) < 1.5) continue;
        if (auto code = read_scales(turned(whole, degrees)); code.found()) return code;
    }
    return {};
}

}  // namespace vestibule::capture
