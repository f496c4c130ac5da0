// desk_eyes - the cameras of set-up: one at a time is shown, and where a claim is awaited its codes are read.
#include "kiosk/device/open_eye.hpp"
#include "kiosk/setup/desk.hpp"

namespace vestibule::setup {

void Desk::open_camera() {
    if (view_.cameras.empty()) return;
    const bool face = view_.camera == view_.face_camera && view_.camera != view_.document_camera;
    auto eye = device::open_eye(setup_, read_code_,
                                {.source = view_.cameras.at(view_.camera),
                                 .role = face ? drivers::CameraRole::Face : drivers::CameraRole::Document,
                                 .mains_hz = setup_.config->mains_hz,
                                 .read = state_.step == Step::Scan});
    if (eye) {
        eye_ = std::move(eye).value();
        return;
    }
    setup_.complain(eye.error());
    view_.failure = eye.error().sentence();
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
