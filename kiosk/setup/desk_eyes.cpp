// desk_eyes - the cameras of set-up: one at a time is shown, and where a claim is awaited its codes are read.
#include "kiosk/setup/desk.hpp"

namespace vestibule::setup {

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
    const bool face = view_.camera == view_.face_camera && view_.camera != view_.document_camera;
    eye_ = std::make_unique<device::CodeEye>(
        device::CodeEyeWiring{.make = std::move(factory).value(),
                              .clock = setup_.clock,
                              .wake = setup_.wake,
                              .read = state_.step == Step::Scan ? read_code_ : nullptr},
        drivers::CameraRequest{.role = face ? drivers::CameraRole::Face : drivers::CameraRole::Document,
                               .mains_hz = setup_.config->mains_hz});
}

void Desk::close_camera() {
    eye_.reset();
}

void Desk::take_read() {
    const std::string text = eye_ ? eye_->take_text() : std::string();
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
