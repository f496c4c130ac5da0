// camera_source - which module makes it.
#include "ui/app/camera_source.hpp"

#include "drivers/camera/origin.hpp"

namespace vestibule::ui {

bool is_test_kiosk(const Options& options) {
    std::error_code unseen;
    return std::filesystem::exists(options.share_folder / kTestMark, unseen);
}

Result<drivers::CameraFactory> camera_factory(const Options& options, Extras* extras, const std::string& source) {
    std::string module = extras != nullptr ? extras->camera_module(source) : std::string();
    if (module.empty()) module = options.module_folder / "vestibule-camera.so";
    if (extras == nullptr && !is_test_kiosk(options) && drivers::is_virtual(source))
        return Error{ErrorCode::CameraMissing, source + ": a virtual camera, and this is no test kiosk"};
    return drivers::load_camera_module(module, {source});
}

void show_picture(View& view, const drivers::FramePtr& newest, drivers::FramePtr& shown) {
    if (newest == shown) return;
    shown = newest;
    if (!newest) return;
    const auto encoding = newest->format == drivers::PixelFormat::Mjpeg ? capture::Encoding::Jpeg
                          : newest->format == drivers::PixelFormat::Bgr ? capture::Encoding::Bgr
                                                                        : capture::Encoding::Yuyv;
    (void)view.camera({encoding, newest->width_px, newest->height_px, newest->bytes.reveal()});
}

}  // namespace vestibule::ui
