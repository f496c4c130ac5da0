// judge - measures on grey pictures; each limit stands in thresholds.hpp.
#include "kiosk/capture/judge.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/face_thresholds.hpp"
#include "kiosk/capture/guide.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

float distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

float percentile(const std::array<int, 256>& histogram, int total, float share) {
    int wanted = static_cast<int>(static_cast<float>(total) * share);
    for (int level = 0; level < 256; ++level) {
        wanted -= histogram[static_cast<std::size_t>(level)];
        if (wanted < 0) return static_cast<float>(level);
    }
    return 255;
}

}  // namespace

float width_of(const std::array<Point, 4>& c) {
    return std::max(distance(c[0], c[1]), distance(c[3], c[2]));
}

Quality measure(const cv::Mat& part, int window_px) {
    Quality quality;
    std::array<int, 256> histogram{};
    for (int y = 0; y < part.rows; ++y) {
        const auto* row = part.ptr<uchar>(y);
        for (int x = 0; x < part.cols; ++x) ++histogram[row[x]];
    }
    const int total = part.rows * part.cols;
    quality.contrast = percentile(histogram, total, 0.995F) - percentile(histogram, total, 0.005F);
    quality.dark_part = percentile(histogram, total, 0.10F);
    quality.bright_part = percentile(histogram, total, 0.90F);
    quality.mean = static_cast<float>(cv::mean(part)[0]);

    // The sharpest of the print's edges: a step of height h blurred by sigma has the slope h / (sigma * 2.5), so each
    // strong slope is set against the range of grey around it, which makes the measure nearly free of the content.
    cv::Mat gx, gy, low, high;
    cv::Sobel(part, gx, CV_16S, 1, 0, 3, 0.125);
    cv::Sobel(part, gy, CV_16S, 0, 1, 3, 0.125);
    const int window = std::max(9, window_px | 1);
    const cv::Mat around = cv::getStructuringElement(cv::MORPH_RECT, cv::Size(window, window));
    cv::erode(part, low, around);
    cv::dilate(part, high, around);
    std::array<int, 512> ratios{};
    int counted = 0;
    for (int y = 6; y + 6 < part.rows; y += 2) {  // every other row tells as much
        const auto *dx = gx.ptr<short>(y), *dy = gy.ptr<short>(y);
        const auto *bottom = low.ptr<uchar>(y), *top = high.ptr<uchar>(y);
        for (int x = 6; x + 6 < part.cols; ++x) {
            const int range = top[x] - bottom[x];
            if (range < limits::least_range) continue;
            const auto slope = std::hypot(static_cast<float>(dx[x]), static_cast<float>(dy[x]));
            ++ratios[static_cast<std::size_t>(std::min(511.0F, slope / static_cast<float>(range) * 512))];
            ++counted;
        }
    }
    quality.blur_px = 20;
    if (counted > total / 400) {
        int wanted = counted / 10;
        for (int bin = 511; bin > 0; --bin) {
            wanted -= ratios[static_cast<std::size_t>(bin)];
            if (wanted >= 0) continue;
            quality.blur_px = 512.0F / (static_cast<float>(bin) * std::sqrt(2 * std::numbers::pi_v<float>));
            break;
        }
    }
    cv::Mat white;
    cv::threshold(part, white, limits::saturated_level - 1, 255, cv::THRESH_BINARY);
    const int blob = std::max(3, part.cols / 64) | 1;
    cv::erode(white, white, cv::getStructuringElement(cv::MORPH_RECT, cv::Size(blob, blob)));
    quality.glare_share = static_cast<float>(cv::countNonZero(white)) / static_cast<float>(total);
    return quality;
}

Hint judge_framing(const std::array<Point, 4>& c, cv::Size frame, float width_mm, const Metric& metric) {
    const auto width = static_cast<float>(frame.width);
    const auto height = static_cast<float>(frame.height);
    const float card = width_of(c);
    const float margin = limits::margin_share * width;
    int outside = 0;
    bool above_and_below = false, above = false, below = false;
    for (const Point& corner : c) {
        const bool out =
            corner.x < margin || corner.y < margin || corner.x > width - margin || corner.y > height - margin;
        outside += out ? 1 : 0;
        above = above || corner.y < margin;
        below = below || corner.y > height - margin;
    }
    above_and_below = above && below;
    if (above_and_below || outside == 4 || card > limits::widest_share * width) return Hint::MoveBack;
    if (outside > 0) return Hint::CentreIt;
    const bool page = width_mm > limits::id1_width_mm;
    if (card / width_mm < (page ? limits::least_page_px_per_mm : limits::least_card_px_per_mm)) return Hint::MoveCloser;
    const float degrees = 180 / std::numbers::pi_v<float>;
    const float turn = std::abs(std::atan2(c[1].y - c[0].y, c[1].x - c[0].x)) * degrees;
    const float tilt = std::acos(std::clamp(metric.tilt_cosine, 0.0F, 1.0F)) * degrees;
    return tilt > limits::largest_tilt_degrees || turn > limits::largest_turn_degrees ? Hint::HoldFlat : Hint::None;
}

Hint judge_face_framing(const cv::Rect2f& box, cv::Size frame) {
    const auto height = static_cast<float>(frame.height);
    if (box.height < limits::smallest_face_share * height) return Hint::MoveCloser;
    if (box.height > limits::largest_face_share * height) return Hint::MoveBack;
    const FaceGuide oval = face_guide(frame.width, frame.height);
    // Where the face is smaller than the oval it may stand anywhere within: somebody who sits has it low.
    const auto off = [&](float middle, float wanted, float oval_side, float box_side) {
        const float room = std::max(0.0F, oval_side - box_side) / 2 + limits::beside_oval_share * height;
        return (middle - wanted) / room;
    };
    const float x = off(box.x + box.width / 2, oval.middle_x(), oval.width, box.width);
    const float y = off(box.y + box.height / 2, oval.middle_y(), oval.height, box.height);
    const bool too_high = box.y < limits::least_top_share * height;
    const bool too_low = box.br().y > (1 - limits::least_bottom_share) * height;
    return std::hypot(x, y) > 1 || too_high || too_low ? Hint::CentreIt : Hint::None;
}

Hint judge_quality(const Quality& quality, int card_width_px, float width_mm) {
    if (quality.bright_part < limits::dark_bright_part) return Hint::TooDark;
    // What is burnt out as a whole is no reflection that tilting would take away.
    if (quality.dark_part > limits::light_dark_part) return Hint::TooBright;
    if (quality.glare_share > limits::glare_share) return Hint::Glare;
    if (quality.contrast < limits::least_contrast) return Hint::ShowDocument;
    const float blur_mm = quality.blur_px * width_mm / static_cast<float>(card_width_px);
    if (blur_mm > limits::largest_blur_mm) return Hint::Blurred;
    return Hint::None;
}

bool looks_like_barcode(const cv::Mat& card) {
    cv::Mat small, gx, gy, across, along;
    cv::resize(card, small, cv::Size(640, 404), 0, 0, cv::INTER_AREA);
    cv::Sobel(small, gx, CV_16S, 1, 0, 3, 0.25);
    cv::Sobel(small, gy, CV_16S, 0, 1, 3, 0.25);
    across = cv::abs(gx);
    along = cv::abs(gy);
    // Cells of 20 x 20 pixels: several bars wide, a few rows high.
    cv::Mat across_cells, along_cells;
    across.convertTo(across, CV_32F);
    along.convertTo(along, CV_32F);
    cv::resize(across, across_cells, cv::Size(32, 20), 0, 0, cv::INTER_AREA);
    cv::resize(along, along_cells, cv::Size(32, 20), 0, 0, cv::INTER_AREA);
    int bars = 0;
    for (int y = 0; y < across_cells.rows; ++y) {
        for (int x = 0; x < across_cells.cols; ++x) {
            const float horizontal = across_cells.at<float>(y, x);
            if (horizontal > limits::bar_gradient && horizontal > limits::bar_ratio * along_cells.at<float>(y, x))
                ++bars;
        }
    }
    return static_cast<float>(bars) > limits::barcode_share * static_cast<float>(across_cells.total());
}

}  // namespace vestibule::capture
