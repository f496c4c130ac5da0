// video - a device, a film or a pipeline behind OpenCV's VideoCapture; its exceptions end here.
#include <opencv2/videoio.hpp>

#include "drivers/camera/opencv/pace.hpp"
#include "drivers/camera/opencv/sources.hpp"
#include "drivers/camera/v4l2/binding.hpp"
#include "drivers/camera/v4l2/port.hpp"
#include "kiosk/privacy/wipe.hpp"

namespace vestibule::drivers {
namespace {

// What a film without a usable rate is played at.
constexpr double usual_rate_hz = 25;
constexpr double fastest_rate_hz = 120;

/// The bytes of a JPEG that a driver handed over in a larger buffer.
std::size_t jpeg_length(const std::uint8_t* bytes, std::size_t size) {
    std::size_t end = size;
    while (end > 2 && bytes[end - 1] == 0) --end;
    return end > 2 ? end : size;
}

class VideoCamera final : public Camera {
public:
    explicit VideoCamera(ParsedSource source) : source_(std::move(source)) {}
    ~VideoCamera() override { close(); }

    Result<void> open(const CameraRequest& request) override {
        close();
        where_ = for_role(source_.where, request.role);
        try {
            if (source_.kind == ParsedSource::Kind::Device) {
                auto device = v4l2::resolve(for_role(source_.where, request.role), "/sys");
                if (!device) return std::move(device).error();
                where_ = std::move(*device);
            }
            if (!open_capture(request)) return Error{ErrorCode::CameraMissing, where_ + ": cannot be opened"};
            if (source_.kind == ParsedSource::Kind::Film) {
                const double rate = capture_.get(cv::CAP_PROP_FPS);
                const double used = rate > 1 && rate <= fastest_rate_hz ? rate : usual_rate_hz;
                pace_ = Pace(Duration(static_cast<std::int64_t>(1e9 / used)));
            }
            if (source_.kind == ParsedSource::Kind::Device && (port_ = v4l2::open_port(where_))) {
                controls_.emplace(*port_, request);
                controls_->begin(std::chrono::steady_clock::now());
            }
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::CameraMissing, where_ + ": OpenCV error " + std::to_string(trouble.code)};
        }
        return {};
    }

    Result<FramePtr> next(Duration wait) override {
        try {
            if (!capture_.isOpened()) return Error{ErrorCode::CameraLost, where_ + ": not open"};
            if (source_.kind == ParsedSource::Kind::Film && !pace_.wait_for_turn(wait)) {
                return Error{ErrorCode::CameraLost, where_ + ": no picture is due yet"};
            }
            if (source_.kind == ParsedSource::Kind::Device) {
                // VideoCapture's own wait is ten seconds long.
                std::vector<int> ready;
                if (!cv::VideoCapture::waitAny({capture_}, ready, wait.count())) {
                    return Error{ErrorCode::CameraLost, where_ + ": no picture in time"};
                }
            }
            if (!read()) return Error{ErrorCode::CameraLost, where_ + ": no picture"};
            if (controls_ && controls_->warming(std::chrono::steady_clock::now()))
                return Error{ErrorCode::CameraLost, where_ + ": its sensor is warming up"};
            return frame_of_picture();
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::CameraLost, where_ + ": OpenCV error " + std::to_string(trouble.code)};
        }
    }

    void close() override {
        try {
            capture_.release();
        } catch (const cv::Exception&) {
            capture_ = cv::VideoCapture();
        }
        if (!picture_.empty() && picture_.isContinuous())
            privacy::wipe(picture_.data, picture_.total() * picture_.elemSize());
        picture_.release();
        sequence_ = 0;
        controls_.reset();
        port_.reset();
    }

    [[nodiscard]] bool stands_still() const override { return source_.kind == ParsedSource::Kind::Film; }

private:
    bool open_capture(const CameraRequest& request) {
        switch (source_.kind) {
            case ParsedSource::Kind::Device:
                // CONVERT_RGB off: the JPEG that the camera made is what is sent to the provider.
                return capture_.open(
                    where_, cv::CAP_V4L2,
                    {cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), cv::CAP_PROP_FRAME_WIDTH,
                     request.width_px, cv::CAP_PROP_FRAME_HEIGHT, request.height_px, cv::CAP_PROP_FPS, request.rate_hz,
                     cv::CAP_PROP_CONVERT_RGB, 0});
            case ParsedSource::Kind::Pipeline:
                return capture_.open(where_, cv::CAP_GSTREAMER);
            case ParsedSource::Kind::Film:
                return capture_.open(where_, cv::CAP_FFMPEG);
            case ParsedSource::Kind::Folder:
                break;
        }
        return false;
    }

    bool read() {
        if (capture_.read(picture_) && !picture_.empty()) return true;
        if (source_.kind != ParsedSource::Kind::Film || !source_.repeat || sequence_ == 0) return false;
        // Opening again works for every container; seeking does not.
        return capture_.open(where_, cv::CAP_FFMPEG) && capture_.read(picture_) && !picture_.empty();
    }

    Result<FramePtr> frame_of_picture() {
        auto frame = std::make_shared<Frame>();
        const cv::Mat whole = picture_.isContinuous() ? picture_ : picture_.clone();
        const std::size_t size = whole.total() * whole.elemSize();
        frame->width_px = whole.cols;
        frame->height_px = whole.rows;
        std::size_t used = size;
        if (whole.type() == CV_8UC3) {
            frame->format = PixelFormat::Bgr;
        } else if (whole.type() == CV_8UC2) {
            frame->format = PixelFormat::Yuyv;
        } else if (whole.type() == CV_8UC1 && size > 4 && whole.data[0] == 0xFF && whole.data[1] == 0xD8) {
            frame->format = PixelFormat::Mjpeg;
            used = jpeg_length(whole.data, size);
            frame->width_px = static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_WIDTH));
            frame->height_px = static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_HEIGHT));
        } else {
            return Error{ErrorCode::CameraFormat, where_ + ": pictures of type " + std::to_string(whole.type())};
        }
        frame->bytes.reveal().assign(whole.data, whole.data + used);
        frame->sequence = ++sequence_;
        frame->taken = std::chrono::steady_clock::now();
        frame->camera = where_;
        if (controls_) frame->exposure = controls_->exposure(frame->taken);
        return FramePtr(std::move(frame));
    }

    ParsedSource source_;
    std::string where_;
    cv::VideoCapture capture_;
    std::unique_ptr<v4l2::ControlPort> port_;
    std::optional<v4l2::Controls> controls_;
    cv::Mat picture_;
    Pace pace_{Duration(0)};
    std::uint64_t sequence_ = 0;
};

}  // namespace

std::unique_ptr<Camera> make_video_camera(ParsedSource source) {
    return std::make_unique<VideoCamera>(std::move(source));
}

}  // namespace vestibule::drivers
