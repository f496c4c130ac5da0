// keep - copies a frame's bytes only when it is the best so far.
#include "kiosk/capture/keep.hpp"

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/images.hpp"
#include "kiosk/capture/jpeg.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

Result<std::shared_ptr<Picture>> make_picture(const PictureView& frame, const std::array<Point, 4>& corners) {
    auto picture = std::make_shared<Picture>();
    picture->width_px = frame.width_px;
    picture->height_px = frame.height_px;
    picture->corners = corners;
    if (frame.encoding == Encoding::Jpeg) {
        picture->jpeg.reveal().assign(frame.bytes.begin(), frame.bytes.end());
        return picture;
    }
    cv::Mat bgr;
    std::span<const std::uint8_t> pixels = frame.bytes;
    if (frame.encoding == Encoding::Yuyv) {
        const cv::Mat raw(frame.height_px, frame.width_px, CV_8UC2, const_cast<std::uint8_t*>(frame.bytes.data()));
        cv::cvtColor(raw, bgr, cv::COLOR_YUV2BGR_YUY2);
        pixels = {bgr.data, bgr.total() * 3};
    }
    auto packed = encode_jpeg(pixels, {frame.width_px, frame.height_px}, limits::jpeg_quality_percent);
    if (!packed) return std::move(packed).error();
    picture->jpeg = std::move(*packed);
    return picture;
}

void Keeper::offer(const PictureView& frame, const std::array<Point, 4>& corners, float goodness) {
    if (best_ != nullptr && goodness <= goodness_) return;
    if (auto made = make_picture(frame, corners)) {
        best_ = std::move(*made);
        goodness_ = goodness;
    }
}

void Keeper::straighten(cv::Size size) {
    if (best_ == nullptr || width_of(best_->corners) < 1) return;
    cv::Mat bgr;
    const auto decoded = decode_jpeg(best_->jpeg.reveal(), Layout::Bgr, {1 << 20, 1 << 20}, [&bgr](PictureSize wanted) {
        bgr.create(wanted.height_px, wanted.width_px, CV_8UC3);
        return bgr.data;
    });
    if (!decoded) return;
    const cv::Mat flat = rectify(bgr, best_->corners, size);
    auto packed = encode_jpeg({flat.data, flat.total() * 3}, {size.width, size.height}, limits::jpeg_quality_percent);
    if (!packed) return;
    // The frame may be held by whoever read it: what is kept is a picture of its own.
    auto straight = std::make_shared<Picture>();
    straight->jpeg = best_->jpeg.duplicate();
    straight->width_px = best_->width_px;
    straight->height_px = best_->height_px;
    straight->corners = best_->corners;
    straight->rectified = std::move(*packed);
    best_ = std::move(straight);
}

}  // namespace vestibule::capture
