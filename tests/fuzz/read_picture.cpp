// read_picture - pictures that nobody meant before the readers of zones and codes, as pixels and as a camera's JPEG.
#include <BarcodeFormat.h>
#include <BitMatrix.h>
#include <MultiFormatWriter.h>

#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/jpeg.hpp"
#include "kiosk/capture/live_reader.hpp"
#include "kiosk/capture/mrz/cell.hpp"
#include "kiosk/capture/mrz/mrz.hpp"
#include "kiosk/capture/mrz/training/glyph_source.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace vestibule::capture;

constexpr int width = 240, height = 60;

/// A picture's bytes, row by row; the first tells which reader is asked.
std::string as_input(char kind, const cv::Mat& picture) {
    return std::string(1, kind) + std::string(reinterpret_cast<const char*>(picture.data), picture.total());
}

cv::Mat zone() {
    const mrz::GlyphSource font(OCR_B_FONT, 1);
    cv::Mat picture(height, width, CV_8UC1, cv::Scalar(220));
    const std::string_view lines[] = {"P<UTOERIKSSON<<ANNA<MARIA", "L898902C36UTO7408122F1204"};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const float pitch = 9, across = static_cast<float>(x) / pitch;
            const int row = y < height / 2 ? 0 : 1, at = static_cast<int>(across);
            if (at >= static_cast<int>(lines[row].size())) continue;
            const auto glyph = mrz::alphabet.find(lines[row][static_cast<std::size_t>(at)]);
            const float down = static_cast<float>(y % (height / 2)) - height / 4.0F;
            const float ink = font.glyph(static_cast<int>(glyph), 0)
                                  .at((across - static_cast<float>(at) - 0.5F) * mrz::GlyphMask::pitch_px,
                                      down * mrz::GlyphMask::pitch_px / pitch);
            picture.at<uchar>(y, x) = static_cast<uchar>(220 - 170 * ink);
        }
    }
    return picture;
}

cv::Mat bars() {
    cv::Mat picture(height, width, CV_8UC1, cv::Scalar(230));
    unsigned state = 7;
    for (int x = 4; x < width - 4; x += 2) {
        for (int y = 4; y < height - 4; y += 6) {
            state = state * 1103515245U + 12345U;
            if ((state >> 16U & 1U) != 0) picture(cv::Rect(x, y, 2, 6)) = 20;
        }
    }
    return picture;
}

/// A code that is right, as a writer makes it: what mutates it reaches the words behind the bars.
cv::Mat code() {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::PDF417);
    writer.setMargin(2).setEccLevel(2);
    const auto bits = writer.encode(L"ANSI 636026", 1, 1);
    cv::Mat small(bits.height(), bits.width(), CV_8UC1, cv::Scalar(230)),
        picture(height, width, CV_8UC1, cv::Scalar(230));
    for (int y = 0; y < bits.height(); ++y) {
        for (int x = 0; x < bits.width(); ++x)
            if (bits.get(x, y)) small.at<uchar>(y, x) = 20;
    }
    const int wide = std::min(width - 8, bits.width() * std::max(1, (width - 8) / bits.width()));
    cv::Mat fitted;
    cv::resize(small, fitted, cv::Size(wide, height - 8), 0, 0, cv::INTER_NEAREST);
    fitted.copyTo(picture(cv::Rect(4, 4, wide, height - 8)));
    return picture;
}

std::string packed(const cv::Mat& grey) {
    cv::Mat bgr;
    cv::cvtColor(grey, bgr, cv::COLOR_GRAY2BGR);
    const auto jpeg = encode_jpeg({bgr.data, bgr.total() * 3}, {bgr.cols, bgr.rows}, 80);
    const auto& bytes = jpeg->reveal();
    return "j" + std::string(bytes.begin(), bytes.end());
}

}  // namespace

std::vector<std::string> seeds() {
    const cv::Mat right = code();
    const auto w = static_cast<float>(right.cols - 1), h = static_cast<float>(right.rows - 1);
    if (!read_pdf417(right, {Point{0, 0}, {w, 0}, {w, h}, {0, h}}, Effort::Thorough).found())
        std::abort();  // then no mutation of it would reach the reader's second half
    return {as_input('z', zone()), as_input('b', bars()), as_input('b', right),
            packed(zone()),        packed(bars()),        packed(right)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 + width) return 0;
    cv::Mat grey;
    if (data[0] == 'j') {
        if (!make_grey({Encoding::Jpeg, width, height, {data + 1, size - 1}}, grey)) return 0;
        if (grey.total() > 640 * 480) return 0;  // a large picture is only slow
    } else {
        const int rows = static_cast<int>(std::min<std::size_t>((size - 1) / width, 4 * height));
        grey = cv::Mat(rows, width, CV_8UC1, const_cast<std::uint8_t*>(data + 1)).clone();
    }
    try {
        if (data[0] != 'b') (void)read_mrz(grey, MrzEffort::Quick);
        const auto w = static_cast<float>(grey.cols - 1), h = static_cast<float>(grey.rows - 1);
        const std::array<Point, 4> corners = {Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
        if (data[0] != 'z') (void)read_pdf417(grey, corners, Effort::Live);
    } catch (const cv::Exception&) {
        // The engine's border catches these: a strange picture tells nothing.
    }
    return 0;
}
