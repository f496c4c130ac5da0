// images - decoding and reducing, and memory that is wiped when OpenCV releases it.
#include "kiosk/capture/images.hpp"

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/jpeg.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "kiosk/privacy/wipe.hpp"

namespace vestibule::capture {
namespace {

/// OpenCV's own allocator, with a wipe before each release.
class WipingAllocator final : public cv::MatAllocator {
public:
    cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, size_t* step, cv::AccessFlag flags,
                           cv::UMatUsageFlags usage) const override {
        cv::UMatData* block = inner_->allocate(dims, sizes, type, data, step, flags, usage);
        if (block != nullptr) block->currAllocator = block->prevAllocator = this;
        return block;
    }
    bool allocate(cv::UMatData* block, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
        return inner_->allocate(block, flags, usage);
    }
    void deallocate(cv::UMatData* block) const override {
        const bool ours = block != nullptr && (block->flags & cv::UMatData::USER_ALLOCATED) == 0;
        if (ours && block->origdata != nullptr) privacy::wipe(block->origdata, block->size);
        inner_->deallocate(block);
    }

private:
    cv::MatAllocator* inner_ = cv::Mat::getStdAllocator();
};

}  // namespace

void wipe_released_pictures() {
    // Never destroyed: pictures may be released while the process ends.
    static auto* const allocator = new WipingAllocator;
    cv::Mat::setDefaultAllocator(allocator);
}

Result<void> make_grey(const PictureView& picture, cv::Mat& grey) {
    if (picture.encoding == Encoding::Jpeg) {
        const auto size = decode_jpeg(picture.bytes, Layout::Grey, {1 << 20, 1 << 20}, [&grey](PictureSize wanted) {
            grey.create(wanted.height_px, wanted.width_px, CV_8UC1);
            return grey.data;
        });
        if (!size) return size.error();
        return {};
    }
    const bool bgr = picture.encoding == Encoding::Bgr;
    const auto pixels = static_cast<std::size_t>(std::max(picture.width_px, 0)) *
                        static_cast<std::size_t>(std::max(picture.height_px, 0));
    if (pixels == 0 || picture.bytes.size() != pixels * (bgr ? 3 : 2) || (!bgr && picture.width_px % 2 != 0)) {
        return Error{ErrorCode::BadPicture, "raw pixels of a wrong length"};
    }
    const cv::Mat raw(picture.height_px, picture.width_px, bgr ? CV_8UC3 : CV_8UC2,
                      const_cast<std::uint8_t*>(picture.bytes.data()));
    cv::cvtColor(raw, grey, bgr ? cv::COLOR_BGR2GRAY : cv::COLOR_YUV2GRAY_YUY2);
    return {};
}

void reduce_images(Images& images) {
    images.full = images.grey.size();
    const auto reduced = [&](const cv::Mat& from, int width, cv::Mat& to) {
        const int height = std::max(1, from.rows * width / from.cols);
        cv::resize(from, to, cv::Size(width, height), 0, 0, cv::INTER_AREA);
    };
    reduced(images.grey, std::min(limits::half_width_px, images.grey.cols), images.half);
    reduced(images.half, limits::small_width_px, images.small);
}

Result<void> make_images(const PictureView& picture, Images& images) {
    if (auto made = make_grey(picture, images.grey); !made) return made;
    if (images.grey.cols < limits::small_width_px || images.grey.rows < 120) {
        return Error{ErrorCode::BadPicture, "smaller than 320 x 120"};
    }
    reduce_images(images);
    return {};
}

Result<void> make_small(const PictureView& picture, Images& images) {
    if (picture.encoding != Encoding::Jpeg || picture.width_px < limits::small_width_px || picture.height_px < 120)
        return make_images(picture, images);
    // The decoder scales by eighths: the least of them that is still as wide as `small`.
    const int eighths = std::min(8, (8 * limits::small_width_px + picture.width_px - 1) / picture.width_px);
    const PictureSize most{(picture.width_px * eighths + 7) / 8, (picture.height_px * eighths + 7) / 8};
    const auto size = decode_jpeg(picture.bytes, Layout::Grey, most, [&images](PictureSize wanted) {
        images.rough.create(wanted.height_px, wanted.width_px, CV_8UC1);
        return images.rough.data;
    });
    if (!size) return size.error();
    images.full = {picture.width_px, picture.height_px};
    const int height = std::max(1, images.full.height * limits::small_width_px / images.full.width);
    cv::resize(images.rough, images.small, cv::Size(limits::small_width_px, height), 0, 0, cv::INTER_AREA);
    return {};
}

Result<void> make_colour(const PictureView& picture, cv::Mat& bgr) {
    if (picture.encoding == Encoding::Jpeg) {
        const int most = limits::half_width_px;
        const auto size = decode_jpeg(picture.bytes, Layout::Bgr, {most, most}, [&bgr](PictureSize wanted) {
            bgr.create(wanted.height_px, wanted.width_px, CV_8UC3);
            return bgr.data;
        });
        if (!size) return size.error();
        return {};
    }
    const bool yuyv = picture.encoding == Encoding::Yuyv;
    const auto pixels = static_cast<std::size_t>(std::max(picture.width_px, 0)) *
                        static_cast<std::size_t>(std::max(picture.height_px, 0));
    if (pixels == 0 || picture.bytes.size() != pixels * (yuyv ? 2 : 3) || (yuyv && picture.width_px % 2 != 0))
        return Error{ErrorCode::BadPicture, "raw pixels of a wrong length"};
    const cv::Mat raw(picture.height_px, picture.width_px, yuyv ? CV_8UC2 : CV_8UC3,
                      const_cast<std::uint8_t*>(picture.bytes.data()));
    yuyv ? cv::cvtColor(raw, bgr, cv::COLOR_YUV2BGR_YUY2) : raw.copyTo(bgr);
    return {};
}

cv::Mat rectify(const cv::Mat& picture, const std::array<Point, 4>& corners, cv::Size size) {
    const std::array<cv::Point2f, 4> from = {to_cv(corners[0]), to_cv(corners[1]), to_cv(corners[2]),
                                             to_cv(corners[3])};
    const auto w = static_cast<float>(size.width - 1);
    const auto h = static_cast<float>(size.height - 1);
    const std::array<cv::Point2f, 4> to = {cv::Point2f(0, 0), {w, 0}, {w, h}, {0, h}};
    cv::Mat out;
    cv::warpPerspective(picture, out, cv::getPerspectiveTransform(from.data(), to.data()), size, cv::INTER_LINEAR,
                        cv::BORDER_REPLICATE);
    return out;
}

}  // namespace vestibule::capture
