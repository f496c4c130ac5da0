// signs - edges by their support along sheared lines; movement by phase correlation of the head and of both its sides.
#include "kiosk/capture/signs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {
namespace {

constexpr int edge_step = 26;      // grey levels over three pixels: the rim of a telephone gives 40 and more
constexpr float nearest = 0.08F;   // widths of the face, from its box to a frame's side
constexpr float farthest = 1.1F;   // what is farther away is furniture
constexpr float steepest = 0.14F;  // of a side against upright: 8 degrees
constexpr float no_support = 0.45F, full_support = 0.8F;  // share of a side's length that lies on an edge
constexpr int least_sides = 3;                            // a hand covers one

/// The best share of edge points along a line beside the face; nothing where the picture ends before it could be.
/// `picture` is turned so that the side is the face's left.
std::optional<float> left_support(const cv::Mat& picture, const cv::Rect2f& face) {
    const int from = static_cast<int>(face.x - farthest * face.width),
              to = static_cast<int>(face.x - nearest * face.width);
    const int top = std::max(1, static_cast<int>(face.y - 0.1F * face.height));
    const int bottom = std::min(picture.rows - 2, static_cast<int>(face.y + 1.1F * face.height));
    if (to < 4 || bottom - top < 16) return std::nullopt;
    float best = 0;
    for (int shear = -4; shear <= 4; ++shear) {
        const float slope = steepest * static_cast<float>(shear) / 4;
        for (int x = std::max(2, from); x < to; ++x) {
            int rising = 0, falling = 0, all = 0;
            for (int y = top; y < bottom; y += 2, ++all) {
                const int at = x + static_cast<int>(std::lround(slope * static_cast<float>(y - (top + bottom) / 2)));
                if (at < 2 || at >= picture.cols - 2) continue;
                const auto* row = picture.ptr<uchar>(y);
                const int step = row[at + 1] + row[at + 2] - row[at - 1] - row[at - 2];
                rising += step > 2 * edge_step ? 1 : 0;
                falling += step < -2 * edge_step ? 1 : 0;
            }
            best = std::max(best, static_cast<float>(std::max(rising, falling)) / static_cast<float>(std::max(1, all)));
        }
    }
    return best;
}

cv::Mat patch_of(const cv::Mat& picture, const cv::Rect2f& where) {
    const cv::Rect part = cv::Rect(where) & cv::Rect(cv::Point(), picture.size());
    cv::Mat out;
    if (part.width < 24 || part.height < 24) return out;
    picture(part).convertTo(out, CV_32F);
    return out;
}

/// How far a part moved between two pictures; nothing where it has no detail or does not match.
std::optional<cv::Point2d> moved(const cv::Mat& before, const cv::Mat& now, const cv::Rect2f& where) {
    const cv::Mat one = patch_of(before, where), other = patch_of(now, where);
    if (one.empty()) return std::nullopt;
    cv::Scalar mean, deviation;
    cv::meanStdDev(one, mean, deviation);
    constexpr double least_deviation = 6, least_response = 0.12;
    if (deviation[0] < least_deviation) return std::nullopt;
    cv::Mat window;
    cv::createHanningWindow(window, one.size(), CV_32F);
    double response = 0;
    const cv::Point2d shift = cv::phaseCorrelate(one, other, window, &response);
    if (response < least_response) return std::nullopt;
    return shift;
}

}  // namespace

Signal frame_around(const cv::Mat& grey, const cv::Rect2f& face) {
    Signal signal{.sign = Sign::FramedFace};
    cv::Mat turned = grey;
    cv::Rect2f box = face;
    std::array<float, 4> support{};
    int known = 0;
    for (int side = 0; side < 4; ++side) {
        if (const auto seen = left_support(turned, box)) support[static_cast<std::size_t>(known++)] = *seen;
        cv::Mat next;
        cv::rotate(turned, next, cv::ROTATE_90_CLOCKWISE);
        box = {static_cast<float>(turned.rows) - box.y - box.height, box.x, box.height, box.width};
        turned = next;
    }
    // The face fills the picture: no frame could be seen.
    if (known < least_sides) return signal;
    std::sort(support.begin(), support.begin() + known, std::greater<>());
    signal.strength = std::clamp((support[least_sides - 1] - no_support) / (full_support - no_support), 0.0F, 1.0F);
    signal.confidence = known == 4 ? 0.6F : 0.4F;
    return signal;
}

void Parallax::see(const cv::Mat& grey, const cv::Rect2f& face) {
    if (first_.empty() || grey.size() != first_.size()) {
        first_ = grey.clone();
        face_ = face;
        return;
    }
    const auto part = [this](float x, float y, float width, float height) {
        return cv::Rect2f(face_.x + x * face_.width, face_.y + y * face_.height, width * face_.width,
                          height * face_.height);
    };
    const auto head = moved(first_, grey, part(0.1F, 0.1F, 0.8F, 0.8F));
    if (!head) return;
    const auto far = static_cast<float>(cv::norm(*head)) / face_.width;
    constexpr float least_move = 0.02F, plain_move = 0.06F;  // widths of the face
    if (far < least_move) return;
    for (const cv::Rect2f& side : {part(-0.95F, -0.2F, 0.7F, 0.7F), part(1.25F, -0.2F, 0.7F, 0.7F)}) {
        const auto behind = moved(first_, grey, side);
        if (!behind) continue;
        const auto apart = static_cast<float>(cv::norm(*head - *behind)) / face_.width;
        const float confidence = std::clamp(far / plain_move, 0.0F, 1.0F) * 0.7F;
        if (confidence < seen_.confidence) continue;
        seen_.strength = std::clamp(apart / far, 0.0F, 1.0F);
        seen_.confidence = confidence;
    }
}

}  // namespace vestibule::capture
