// code_eye - the feed's own thread reads; the main thread fetches.
#include "kiosk/device/code_eye.hpp"

namespace vestibule::device {

namespace {

capture::PictureView view_of(const drivers::Frame& frame) {
    const auto encoding = frame.format == drivers::PixelFormat::Mjpeg ? capture::Encoding::Jpeg
                          : frame.format == drivers::PixelFormat::Bgr ? capture::Encoding::Bgr
                                                                      : capture::Encoding::Yuyv;
    return {encoding, frame.width_px, frame.height_px, frame.bytes.reveal()};
}

std::function<void(const drivers::FramePtr&)> only_if(bool wanted, std::function<void(const drivers::FramePtr&)> look) {
    return wanted ? std::move(look) : nullptr;
}

}  // namespace

CodeEye::CodeEye(CodeEyeWiring wiring, const drivers::CameraRequest& request)
    : read_(std::move(wiring.read)),
      wake_(std::move(wiring.wake)),
      feed_({.make = std::move(wiring.make),
             .clock = wiring.clock,
             .wake = wake_,
             .analyse = only_if(read_ != nullptr, [this](const drivers::FramePtr& frame) { look(frame); })}) {
    feed_.start(request);
}

CodeEye::~CodeEye() {
    feed_.stop();
}

void CodeEye::look(const drivers::FramePtr& frame) {
    std::string text = read_(view_of(*frame));
    if (text.empty()) return;
    {
        const std::scoped_lock lock(mutex_);
        text_ = std::move(text);
    }
    wake_();
}

std::string CodeEye::take_text() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(text_, {});
}

}  // namespace vestibule::device
