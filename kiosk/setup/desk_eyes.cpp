// desk_eyes - the cameras of set-up: one at a time is shown, and where a claim is awaited its codes are read.
#include "kiosk/setup/desk.hpp"

namespace vestibule::setup {

namespace {

capture::PictureView view_of(const drivers::Frame& frame) {
    const auto encoding = frame.format == drivers::PixelFormat::Mjpeg ? capture::Encoding::Jpeg
                          : frame.format == drivers::PixelFormat::Bgr ? capture::Encoding::Bgr
                                                                      : capture::Encoding::Yuyv;
    return {encoding, frame.width_px, frame.height_px, frame.bytes.reveal()};
}

}  // namespace

void Desk::open_camera() {
    if (view_.cameras.empty()) return;
    if (state_.step == Step::Scan && !read_code_) {
        auto reader = setup_.reader();
        if (!reader) {
            setup_.complain(reader.error());
            view_.failure = reader.error().sentence();
            return;
        }
        read_code_ = std::move(reader).value();
    }
    auto factory = setup_.camera(view_.cameras.at(view_.camera));
    if (!factory) {
        setup_.complain(factory.error());
        view_.failure = factory.error().sentence();
        return;
    }
    drivers::CameraFeedWiring wiring{
        .make = std::move(factory).value(), .clock = setup_.clock, .wake = setup_.wake, .analyse = {}};
    if (state_.step == Step::Scan) {
        wiring.analyse = [this](const drivers::FramePtr& frame) { look_for_claim(frame); };
    }
    feed_ = std::make_unique<drivers::CameraFeed>(std::move(wiring));
    const bool face = view_.camera == view_.face_camera && view_.camera != view_.document_camera;
    feed_->start({.role = face ? drivers::CameraRole::Face : drivers::CameraRole::Document,
                  .mains_hz = setup_.config->mains_hz});
}

void Desk::close_camera() {
    if (feed_) feed_->stop();
    feed_.reset();
    const std::scoped_lock lock(read_mutex_);
    read_.clear();
}

/// On the feed's own thread.
void Desk::look_for_claim(const drivers::FramePtr& frame) {
    std::string text = read_code_(view_of(*frame));
    if (text.empty()) return;
    {
        const std::scoped_lock lock(read_mutex_);
        read_ = std::move(text);
    }
    setup_.wake();
}

void Desk::take_read() {
    std::string text;
    {
        const std::scoped_lock lock(read_mutex_);
        text.swap(read_);
    }
    if (!text.empty() && state_.step == Step::Scan) human(), take_claim(text);
}

void Desk::next_camera() {
    if (view_.cameras.size() < 2 || (state_.step != Step::Scan && state_.step != Step::Cameras)) return;
    close_camera();
    view_.camera = (view_.camera + 1) % view_.cameras.size();
    open_camera();
    changed();
}

void Desk::camera_sees(std::uint16_t eyes) {
    if ((eyes & kSeesDocuments) != 0) view_.document_camera = view_.camera;
    if ((eyes & kSeesFaces) != 0) view_.face_camera = view_.camera;
    changed();
}

}  // namespace vestibule::setup
