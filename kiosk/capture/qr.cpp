// qr - zxing finds and reads; a picture that is too fine for it is reduced.
#include "kiosk/capture/qr.hpp"

#define ZX_USE_UTF8 1
#include <ReadBarcode.h>

namespace vestibule::capture {

std::string read_qr(const cv::Mat& grey) {
    if (grey.empty()) return {};
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode)
        .setTryHarder(true)
        .setTryRotate(true)
        .setTryDownscale(true)
        .setMaxNumberOfSymbols(2);
    try {
        const ZXing::ImageView view(grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum,
                                    static_cast<int>(grey.step[0]));
        const ZXing::Results codes = ZXing::ReadBarcodes(view, hints);
        return codes.size() == 1 && codes.front().isValid() ? codes.front().text() : std::string();
    } catch (const std::exception&) {
        return {};  // zxing throws on some damaged codes: they are unread
    }
}

}  // namespace vestibule::capture
